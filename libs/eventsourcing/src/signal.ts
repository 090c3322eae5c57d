/** How a signal tells that something has changed, where it is not told of everything. */
export interface Watched<Mark> {
  /** Anything that differs after every change. Cheap: it is asked for each look. */
  readonly mark: () => Mark;
  /** Milliseconds between two looks, for changes that nobody tells of. There are looks only while somebody waits. */
  readonly every?: number;
}

interface Waiter<Mark> {
  readonly since: Mark;
  readonly wake: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Wakes those who wait for a change. Nothing is lost between looking and waiting: a mark is taken before looking, and a wait
 * for what changed since a mark ends at once where something already has.
 */
export class Signal<Mark extends string | number = number> {
  private raised = 0;
  private readonly waiting = new Set<Waiter<Mark>>();
  private timer: NodeJS.Timeout | undefined;

  /** @param watched left out where `raise` tells of every change */
  constructor(private readonly watched?: Watched<Mark>) {}

  /** Where things stand. To be taken before looking for something to do. */
  mark(): Mark {
    return this.watched?.mark() ?? (this.raised as Mark);
  }

  /** Says that something may have changed. */
  raise(): void {
    this.raised++;
    this.look();
  }

  /** Resolves once something has changed since a mark was taken, or when the signal aborts. */
  async changed(since: Mark, abort?: AbortSignal): Promise<void> {
    if (abort?.aborted === true || this.mark() !== since) return;
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        this.waiting.delete(waiter);
        abort?.removeEventListener('abort', waiter.wake);
        if (this.waiting.size === 0) this.timer = void clearInterval(this.timer);
      };
      const waiter: Waiter<Mark> = { since, wake: () => (end(), resolve()), fail: (error) => (end(), reject(error)) };
      this.waiting.add(waiter);
      abort?.addEventListener('abort', waiter.wake);
      if (this.watched?.every !== undefined) this.timer ??= setInterval(() => this.look(), this.watched.every);
    });
  }

  private look(): void {
    if (this.waiting.size === 0) return;
    let now: Mark;
    try {
      now = this.mark();
    } catch (error) {
      for (const { fail } of this.waiting) fail(error);
      return;
    }
    for (const { since, wake } of this.waiting) if (since !== now) wake();
  }
}
