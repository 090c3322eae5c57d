import { table } from '../database/table.js';

/** Dates of a cohort that cannot all be true, as `days.ts` found them. */
export interface ContradictionRow {
  cohort: string;
  /** Log position of the departure that had to wait. */
  position: string;
  category: string;
  power_of_origin: string;
  stated_from: string;
  counted_from: string;
  /** Ids of the departure and of the arrivals that it waited for, JSON. */
  entry_ids: string;
}

export const contradictions = table<ContradictionRow>({
  name: 'contradictions',
  columns: {
    cohort: 'text',
    position: 'text',
    category: 'text',
    power_of_origin: 'text',
    stated_from: 'text',
    counted_from: 'text',
    entry_ids: 'text',
  },
  key: ['cohort', 'position'],
});
