import { table } from '../database/table.js';
import type { MovementRow } from './movements.js';

/**
 * People who moved between two stages and countries on a day, all exact cohorts together: what reports about days add up
 * instead of every movement. An empty text stands for outside a cohort, or for a country that is not stated.
 */
export interface DayFlowRow {
  /** From which the movements count. */
  day: string;
  category: string;
  power_of_origin: string;
  from_stage: string;
  from_country: string;
  to_stage: string;
  to_country: string;
  /** 1 for the halves of splits and merges, by which nobody went anywhere. */
  half: number;
  people: number;
  movements: number;
}

export const dayFlows = table<DayFlowRow>({
  name: 'day_flows',
  columns: {
    day: 'text',
    category: 'text',
    power_of_origin: 'text',
    from_stage: 'text',
    from_country: 'text',
    to_stage: 'text',
    to_country: 'text',
    half: 'integer',
    people: 'integer',
    movements: 'integer',
  },
  key: ['day', 'category', 'power_of_origin', 'from_stage', 'from_country', 'to_stage', 'to_country', 'half'],
});

/** A movement as part of the day's flows. */
export function dayFlowOf(row: MovementRow): DayFlowRow {
  return {
    day: row.counts_from,
    category: row.category,
    power_of_origin: row.power_of_origin,
    from_stage: row.from_stage ?? '',
    from_country: row.from_country ?? '',
    to_stage: row.to_stage ?? '',
    to_country: row.to_country ?? '',
    half: row.half_of === null ? 0 : 1,
    people: row.exact,
    movements: 1,
  };
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
