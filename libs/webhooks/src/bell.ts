/** Wakes anyone who waits for something to do. What rang while nobody was listening is heard all the same. */
export class Bell {
  private rung = 0;
  private readonly listeners = new Set<() => void>();

  /** To be taken before looking for something to do. */
  get count(): number {
    return this.rung;
  }

  ring(): void {
    this.rung++;
    for (const listener of this.listeners) listener();
  }

  /** Resolves once it has rung since `count` was taken, or when the signal aborts. */
  async heard(count: number, signal: AbortSignal): Promise<void> {
    if (this.rung !== count || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        this.listeners.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.listeners.add(end);
      signal.addEventListener('abort', end);
    });
  }
}
