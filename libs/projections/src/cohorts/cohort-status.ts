import type { Action, Category, EdtfDate, ExitKind, Figure, KnownCohort, Stage } from '#cases';
import type { Answer } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';

/** People of one cohort in one position. */
export interface Balance {
  readonly stage: Stage;
  readonly country: string | null;
  readonly place: string | null;
  readonly runBy: string | null;
  readonly exit: ExitKind | null;
  readonly people: Figure;
  /** When the first of them came there; null where that is not stated. */
  readonly since: EdtfDate | null;
  readonly confirmedOn: EdtfDate | null;
  /** Whole days from the earliest day that `since` can mean to the day asked for; null where it is not stated. */
  readonly daysInStage: number | null;
}

export interface CohortStatus {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly detainingPower: string;
  readonly custodian: string | null;
  readonly custodySince: EdtfDate | null;
  readonly legalStatus: string | null;
  readonly status: KnownCohort['status'];
  readonly partOf: string | null;
  readonly mergedInto: string | null;
  /** All its people now, wherever they are. */
  readonly headcount: Figure;
  readonly revision: number;
  /** Instant of the newest entry. */
  readonly updatedAt: string;
  readonly stage: Stage | 'several' | 'none';
  readonly balances: readonly Balance[];
  readonly alerts: readonly never[];
  /** The worst grade (Admiralty code, e.g. `F6`) among the entries that name a source; null where none does. */
  readonly grade: string | null;
  /** Entries that name no source. */
  readonly unsourced: number;
  readonly allowedActions: readonly Action[];
}

export interface AsOf {
  /** `YYYY-MM-DD`: the day up to which stays are counted. */
  readonly asOf: string;
}

/** One cohort as it stands; undefined where there is no such cohort. */
export async function cohortStatus(
  models: ReadModels,
  id: string,
  options: AsOf,
): Promise<(CohortStatus & Answer) | undefined> {
  throw new Error(`not built yet: ${models.constructor.name} ${id} ${options.asOf}`);
}
