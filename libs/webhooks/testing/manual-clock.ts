import type { Clock } from '../src/clock.js';

/** A clock that stands still until it is moved on. */
export class ManualClock implements Clock {
  private time = Date.now();
  private readonly sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  readonly now = (): number => this.time;

  readonly until = (until: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = { until, wake: resolve };
      this.sleepers.add(sleeper);
      signal.addEventListener('abort', () => {
        this.sleepers.delete(sleeper);
        resolve();
      });
      if (signal.aborted || until <= this.time) resolve();
    });

  pass(milliseconds: number): void {
    this.time += milliseconds;
    for (const sleeper of this.sleepers) {
      if (sleeper.until > this.time) continue;
      this.sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
