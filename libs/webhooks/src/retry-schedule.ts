const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds from each failed attempt to the next, as Standard Webhooks recommends: ten attempts in some three days. */
export const RETRY_AFTER: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A receiver may put a message off by so much. */
const MOST_ASKED = 24 * HOUR;

/** Up to a tenth more than the schedule says, so that not everything that failed together comes back together. */
const JITTER = 0.1;

/**
 * Milliseconds until the next attempt; undefined where there is none any more.
 * @param tries attempts so far, at least 1
 * @param chance from 0 to 1
 * @param asked seconds that the receiver asked for (`Retry-After`)
 */
export function nextTry(
  schedule: readonly number[],
  tries: number,
  chance: number,
  asked: number | undefined,
): number | undefined {
  const wait = schedule[tries - 1];
  if (wait === undefined) return undefined;
  return Math.round(Math.max(wait * (1 + JITTER * chance), Math.min((asked ?? 0) * SECOND, MOST_ASKED)));
}
