import { table } from '../database/table.js';

/**
 * A day from which a movement counted for a while, until something that was recorded later gave it another. Most movements
 * have none: what they count from stands in `movements` alone.
 */
export interface EarlierDayRow {
  position: string;
  ordinal: number;
  /** Log positions of the entries that gave it this day, and the next. */
  since: string;
  until: string;
  counts_from: string;
}

declare module '../database/tables.js' {
  interface Tables {
    earlier_days: EarlierDayRow;
  }
}

export const earlierDays = table<EarlierDayRow>({
  name: 'earlier_days',
  columns: { position: 'text', ordinal: 'integer', since: 'text', until: 'text', counts_from: 'text' },
  key: ['position', 'ordinal', 'until'],
  indexes: [{ columns: ['until'] }],
});
