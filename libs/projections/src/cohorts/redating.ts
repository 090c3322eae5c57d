import type { EarlierDayRow } from './earlier-days.js';
import type { MovementRow } from './movements.js';

/** A movement that counts from another day now, as its row says it. */
export type Redating = Pick<MovementRow, 'position' | 'ordinal' | 'counts_from' | 'dated_at'>;

/** The day that a movement had until an entry gave it another. @param at log position of that entry */
export function earlierDay(row: MovementRow, at: string): EarlierDayRow {
  const { position, ordinal, counts_from, dated_at } = row;
  return { position, ordinal, since: dated_at ?? position, until: at, counts_from };
}
