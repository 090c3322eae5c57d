import type { Action } from '#cases';
import type { CommandAnswer, StateAt } from '#http';
import type { CohortStatus } from '#projections';

/** What only the whole case file tells, and not what decisions are made on. */
type ToldByCaseFile = 'updatedAt' | 'grade' | 'unsourced' | 'alerts' | 'on' | 'dates';

/** A cohort after a command: as it is shown, but for what only the whole case file tells. */
export interface CohortState extends Omit<CohortStatus, ToldByCaseFile>, StateAt {}

/** There is no cohort of this id. */
export interface NoCohort extends StateAt {
  readonly status: 'unknown';
  readonly actions: readonly Action[];
  readonly allowedActions: readonly Action[];
}

/** What a command about a cohort is answered with. */
export interface CohortAnswer extends CommandAnswer {
  readonly cohort: CohortState;
}
