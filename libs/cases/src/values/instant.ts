import { daysOf } from './edtf.js';

/** Hours end at 23, and a second that is one too many is none: neither is an instant to every clock that reads it. */
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * True for an instant of RFC 3339, on a day that its month has: `Date.parse` takes 30 February for 2 March, and anyone who gave it
 * would be answered about another day.
 */
export function isInstant(value: unknown): value is string {
  const day = typeof value === 'string' ? INSTANT.exec(value)?.[1] : undefined;
  return day !== undefined && daysOf(day) !== undefined && !Number.isNaN(Date.parse(value as string));
}
