import { table } from '../database/table.js';
import type { MovementRow } from './movements.js';
import { standingFlowOf, standingFlows, type StandingFlowRow } from './standing-flows.js';

/**
 * People who moved between two stages and countries on a day, all exact cohorts together: what reports about days add up
 * instead of every movement.
 */
export interface DayFlowRow extends StandingFlowRow {
  /** From which the movements count. */
  day: string;
  /** 1 for the halves of splits and merges, by which nobody went anywhere. */
  half: number;
  people: number;
}

declare module '../database/tables.js' {
  interface Tables {
    day_flows: DayFlowRow;
    inexact_cohorts: InexactCohortRow;
  }
}

export const dayFlows = table<DayFlowRow>({
  name: 'day_flows',
  columns: { day: 'text', half: 'integer', ...standingFlows.columns, people: 'integer' },
  key: ['day', 'category', 'power_of_origin', 'from_stage', 'from_country', 'to_stage', 'to_country', 'half', 'grade'],
});

/** A movement as part of the day's flows. */
export function dayFlowOf(row: MovementRow): DayFlowRow {
  return { day: row.counts_from, half: row.half_of === null ? 0 : 1, ...standingFlowOf(row), people: row.exact };
}

/** Cohorts that ever had an inexact movement: their accounts narrow each other, so they are in no flow. */
export interface InexactCohortRow {
  cohort: string;
  /** Log position of its first inexact movement. */
  since: string;
}

export const inexactCohorts = table<InexactCohortRow>({
  name: 'inexact_cohorts',
  columns: { cohort: 'text', since: 'text' },
  key: ['cohort'],
});
