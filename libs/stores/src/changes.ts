/** One follower's view of a log that changes. */
export interface Watch {
  /** Call before looking at the log: whatever changes from now on ends the next wait. */
  look(): void;
  /** Resolves when the log has changed since the last look, or when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
}

/**
 * Wakes those who follow a log. `version` is any number that differs after every change. Where others may change the log
 * as well, it is asked every `pollEvery` milliseconds, but only while somebody waits.
 */
export class Changes {
  private readonly waiting = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly version: () => number,
    private readonly pollEvery?: number,
  ) {}

  watch(): Watch {
    let seen = NaN;
    return {
      look: () => void (seen = this.version()),
      changed: (signal) => this.wait(() => this.version() !== seen, signal),
    };
  }

  /** Looks at once, for a change that is known to have happened. */
  tell(): void {
    for (const check of this.waiting) check();
  }

  private wait(isChanged: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        try {
          if (signal.aborted || isChanged()) end(resolve);
        } catch (error) {
          end(() => reject(error));
        }
      };
      const end = (settle: () => void): void => {
        this.waiting.delete(check);
        signal.removeEventListener('abort', check);
        if (this.waiting.size === 0) this.timer = void clearInterval(this.timer);
        settle();
      };
      this.waiting.add(check);
      signal.addEventListener('abort', check);
      if (this.pollEvery !== undefined) this.timer ??= setInterval(() => this.tell(), this.pollEvery);
      check();
    });
  }
}
