/** What the time is, and how it passes: a spec has a clock of its own, and waits for nothing. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves at that time, or as soon as the signal aborts. */
  readonly until: (time: number, signal: AbortSignal) => Promise<void>;
}

/** Timers take no more: 24 days. */
const MOST_MS = 2_147_483_647;

export const CLOCK: Clock = {
  now: () => Date.now(),
  until: (time, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(Math.max(0, time - Date.now()), MOST_MS));
      signal.addEventListener('abort', end);
    }),
};
