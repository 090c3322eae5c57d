import { table } from '../database/table.js';
import type { MovementRow } from './movements.js';

/**
 * How many movements stand between two stages and countries, by grade: of all cohorts, whatever their days. By these reports
 * about the present are graded without adding up all days.
 * An empty text stands for outside a cohort, for a country that is not stated, or where no source is named.
 */
export interface StandingFlowRow {
  category: string;
  power_of_origin: string;
  from_stage: string;
  from_country: string;
  to_stage: string;
  to_country: string;
  /** Of the entries, e.g. `F6`. */
  grade: string;
  movements: number;
}

declare module '../database/tables.js' {
  interface Tables {
    standing_flows: StandingFlowRow;
  }
}

export const standingFlows = table<StandingFlowRow>({
  name: 'standing_flows',
  columns: {
    category: 'text',
    power_of_origin: 'text',
    from_stage: 'text',
    from_country: 'text',
    to_stage: 'text',
    to_country: 'text',
    grade: 'text',
    movements: 'integer',
  },
  key: ['category', 'power_of_origin', 'from_stage', 'from_country', 'to_stage', 'to_country', 'grade'],
});

/** A movement as part of what stands. */
export function standingFlowOf(row: MovementRow): StandingFlowRow {
  return {
    category: row.category,
    power_of_origin: row.power_of_origin,
    from_stage: row.from_stage ?? '',
    from_country: row.from_country ?? '',
    to_stage: row.to_stage ?? '',
    to_country: row.to_country ?? '',
    grade: row.grade ?? '',
    movements: 1,
  };
}
