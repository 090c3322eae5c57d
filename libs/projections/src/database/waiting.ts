import type { Position } from '#eventsourcing';

const POLL_EVERY = 10;

interface Waiter {
  readonly position: Position;
  readonly settle: (reached: boolean) => void;
}

/** Those who wait for the read models to come to a position. Asks how far they are only while somebody waits. */
export class Waiting {
  private readonly waiters = new Set<Waiter>();
  private told: Position = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly reached: () => Position | undefined) {}

  /** Resolves true when a position is reached, false when that took too long. */
  until(position: Position, timeoutMs: number): Promise<boolean> {
    if (position <= this.told) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (reached: boolean): void => {
        clearTimeout(timeout);
        this.waiters.delete(waiter);
        if (this.waiters.size === 0) this.timer = void clearInterval(this.timer);
        resolve(reached);
      };
      const waiter: Waiter = { position, settle };
      const timeout = setTimeout(() => settle(false), timeoutMs);
      this.waiters.add(waiter);
      this.look();
      if (this.waiters.size > 0) this.timer ??= setInterval(() => this.look(), POLL_EVERY);
    });
  }

  /** Says that a position has been reached. */
  tell(position: Position): void {
    if (position > this.told) this.told = position;
    for (const waiter of this.waiters) if (waiter.position <= this.told) waiter.settle(true);
  }

  /** Nobody waits any longer: all are told that it was not reached. */
  end(): void {
    for (const waiter of this.waiters) waiter.settle(false);
  }

  private look(): void {
    this.tell(this.reached() ?? '');
  }
}
