import type { Position } from '#eventsourcing';
import { BEFORE_ALL, InvalidMoment, knownUntil, lastDayOf } from '../clocks/known.js';
import type { Reading } from '../database/reading.js';

/** Two moments of knowledge, and the day that is asked about at each. */
export interface Moments {
  /** RFC 3339 instants, or log positions as an answer gave them. */
  readonly from: string;
  /** Left out: now. */
  readonly to?: string;
  /** `YYYY-MM-DD`, on both sides; left out: as it stood. */
  readonly on?: string;
  /** On the one side alone; left out: `on`. */
  readonly fromOn?: string;
  readonly toOn?: string;
}

/** One side of a comparison. */
export interface Side {
  /** Everything up to this position was known. */
  readonly known: Position;
  readonly on: string | undefined;
}

export interface Sides {
  readonly from: Side;
  readonly to: Side;
  /** The day of the earlier moment: what was recorded after it, about that day or one before, was recorded late. */
  readonly fromDay: string;
}

/** @throws InvalidMoment also where the first is the later one */
export async function sidesOf(reading: Reading, { from, to, on, fromOn, toOn }: Moments): Promise<Sides> {
  const before = (await knownUntil(reading, from, 'from'))!;
  const after = (await knownUntil(reading, to ?? reading.position ?? BEFORE_ALL, 'to'))!;
  if (before > after) throw new InvalidMoment('from must not be later than to', 'from');
  return {
    from: { known: before, on: fromOn ?? on },
    to: { known: after, on: toOn ?? on },
    fromDay: from.includes(':') ? new Date(from).toISOString().slice(0, 10) : await lastDayOf(reading, before),
  };
}

/** What an answer says of a side. */
export interface SaidOfSide {
  /** Null: before the first event. */
  readonly knownAt: Position | null;
  readonly on: string | null;
}

export function saidOf({ known, on }: Side): SaidOfSide {
  return { knownAt: known === BEFORE_ALL ? null : known, on: on ?? null };
}

/** Recorded after the earlier moment, and by the later one. */
export function isBetween(position: Position, { from, to }: Sides): boolean {
  return position > from.known && position <= to.known;
}
