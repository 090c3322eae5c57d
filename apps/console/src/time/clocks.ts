import { isEdtf } from '#cases/model';

/** The two clocks of a read: what was known then, and where they were on that day. Left out: now. They stand in the address. */
export interface Clocks {
  /** An instant (RFC 3339) or a position of the log. */
  readonly knownAt?: string;
  /** A day, `YYYY-MM-DD`. */
  readonly on?: string;
}

/** The clocks that an address names; what is no moment is left out. */
export function clocksIn({ knownAt, on }: Readonly<Record<string, unknown>>): Clocks {
  return { ...(isMoment(knownAt) && { knownAt: String(knownAt) }), ...(isDay(on) && { on: on as string }) };
}

export function isPast({ knownAt, on }: Clocks): boolean {
  return knownAt !== undefined || on !== undefined;
}

function isMoment(value: unknown): boolean {
  const text = String(value ?? '');
  return /^\d{16}$/.test(text) || (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)));
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isEdtf(value);
}

/** Today, as the calendar has it in UTC: the server's days are those. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
