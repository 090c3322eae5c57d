import { table } from '../database/table.js';
import type { MovementRow } from './movements.js';
import { standingFlowOf, standingFlows, type StandingFlowRow } from './standing-flows.js';

/**
 * Movements between two stages and countries that happened between the same days, those of all cohorts together: what reports
 * about days add up instead of every movement.
 */
export interface DayFlowRow extends StandingFlowRow {
  /** Empty where nothing bounds it. */
  earliest: string;
  latest: string;
  /** 1 for the halves of splits and merges, by which nobody went anywhere. */
  half: number;
  /** How many moved, by movements whose figures are exact; the others are counted in `movements` alone. */
  people: number;
}

declare module '../database/tables.js' {
  interface Tables {
    day_flows: DayFlowRow;
  }
}

export const dayFlows = table<DayFlowRow>({
  name: 'day_flows',
  columns: { earliest: 'text', latest: 'text', half: 'integer', ...standingFlows.columns, people: 'integer' },
  key: ['earliest', 'latest', 'half', ...standingFlows.key],
});

/** A movement as part of the flows of its days. */
export function dayFlowOf(row: MovementRow): DayFlowRow {
  return {
    earliest: row.earliest ?? '',
    latest: row.latest,
    half: row.half_of === null ? 0 : 1,
    ...standingFlowOf(row),
    people: row.inexact === null ? row.exact : 0,
  };
}
