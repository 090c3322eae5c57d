import { table } from '../database/table.js';

/** Where the log was when: a row every so many entries, so that a moment is found without going through the log. */
export interface MomentRow {
  /** Log position of the entry. */
  position: string;
  /** The latest instant at which it or anything before it was recorded: grows with the position, whatever the clocks did. */
  recorded_by: string;
  /** Counted from 1. */
  number: number;
}

declare module '../database/tables.js' {
  interface Tables {
    moments: MomentRow;
  }
}

export const moments = table<MomentRow>({
  name: 'moments',
  columns: { position: 'text', recorded_by: 'text', number: 'integer' },
  key: ['position'],
});
