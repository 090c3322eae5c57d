import { daysBetween } from '#cases';

/** A period that ends before it begins, or that is longer than a report of it can be. */
export class InvalidPeriod extends Error {
  override readonly name = 'InvalidPeriod';

  /** @param parameter what the last day is called by who asks */
  constructor(
    message: string,
    readonly parameter: string,
  ) {
    super(message);
  }
}

/**
 * Holds that a period does not end before it begins, which would read as one in which nothing happened.
 * @param first, last days: `YYYY-MM-DD`; undefined: without bound
 * @param parameter what the last day is called by who asks
 * @throws InvalidPeriod
 */
export function checkPeriod(first: string | undefined, last: string | undefined, parameter = 'to'): void {
  if (first === undefined || last === undefined || first <= last) return;
  throw new InvalidPeriod(`the period ends on ${last}, before it begins on ${first}`, parameter);
}

/**
 * Holds that a period has one day for each row of a series, and no more than can be shown. Gives how many.
 * @throws InvalidPeriod
 */
export function daysOf(first: string, last: string, most: number, parameter = 'to'): number {
  checkPeriod(first, last, parameter);
  const days = daysBetween(first, last) + 1;
  if (days > most) throw new InvalidPeriod(`a series covers ${most} days at most, not ${days}`, parameter);
  return days;
}
