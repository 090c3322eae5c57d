import type { Category } from '../cohort/events.js';
import type { Stage } from '../cohort/stages.js';

/** A stage that people of a pathway are expected to pass. */
export interface ExpectedStage {
  readonly stage: Stage;
  /** Where it is expected to be: ISO 3166-1 alpha-2; null for anywhere. */
  readonly country: string | null;
  /** Days that it may take before somebody should ask; null for no limit. */
  readonly limitDays: number | null;
}

/** Which way home is expected of whom, and since when. */
export interface Pathway {
  readonly pathwayId: string;
  readonly name: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  /** First and last day (`YYYY-MM-DD`) on which those released go this way; null for no bound. */
  readonly from: string | null;
  readonly until: string | null;
  readonly stages: readonly ExpectedStage[];
  /** Days within which the receiving side is expected to confirm a handover; null for no limit. */
  readonly acknowledgeDays: number | null;
  /** Days after which whereabouts should be confirmed again; null for no limit. */
  readonly confirmDays: number | null;
}

/** A pathway as it holds from now on. Earlier definitions stay in the log. */
export interface PathwayDefined {
  readonly type: 'PathwayDefined';
  readonly data: Pathway & { readonly reason: string };
}
export interface PathwayWithdrawn {
  readonly type: 'PathwayWithdrawn';
  readonly data: { readonly reason: string };
}

export type PathwayEvent = PathwayDefined | PathwayWithdrawn;
