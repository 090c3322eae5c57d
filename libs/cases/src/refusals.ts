import { Rejected as RejectedByRule } from '#eventsourcing/model';
import type { EdtfDate } from './values/edtf.js';
import type { Figure } from './values/figure.js';
import type { Category } from './cohort/events.js';
import type { Blocking } from './cohort/entry-sentence.js';
import type { Stage } from './cohort/stages.js';
import type { Whereabouts, WhereaboutsChoice } from './cohort/whereabouts.js';

interface CohortNamed {
  readonly cohortId: string;
}
interface EntryNamed {
  readonly entryId: string;
}
interface ExchangeNamed {
  readonly exchangeId: string;
}
interface ClaimNamed {
  readonly claimId: string;
}
interface Blocked {
  /** What stands in the way, in the order in which it was recorded. */
  readonly blockedBy: readonly Blocking[];
}
interface ImportNamed {
  readonly importId: string;
}
interface SourceNamed {
  readonly sourceId: string;
}

/** What refusals about cohorts, and about entries of any file, saw: by their codes. */
export interface CohortRefusals {
  readonly 'amendment-is-final': EntryNamed & {
    /** The entry that it puts right. */
    readonly of: string | null;
  };
  readonly 'cohort-exists': CohortNamed;
  readonly 'cohort-merged': CohortNamed & { readonly into: string | null };
  readonly 'cohort-not-found': CohortNamed;
  readonly 'cohort-withdrawn': CohortNamed;
  readonly 'cohorts-differ': {
    readonly categories: readonly Category[];
    readonly powersOfOrigin: readonly string[];
  };
  readonly 'count-unchanged': { readonly there: Figure };
  /** `by` is the last entry that is about this one, where there is such. */
  readonly 'entry-built-on': Blocked & { readonly entryId?: string; readonly cohortId?: string; readonly by?: string };
  readonly 'entry-not-found': EntryNamed;
  readonly 'entry-of-exchange': EntryNamed & ExchangeNamed;
  readonly 'entry-retracted': EntryNamed;
  readonly 'entry-spans-cohorts': EntryNamed & { readonly type: string };
  readonly 'exit-is-final': EntryNamed;
  readonly 'exit-not-found': EntryNamed;
  readonly 'field-not-of-entry': EntryNamed & { readonly field: string; readonly type: string };
  readonly 'handover-not-found': EntryNamed;
  readonly 'nobody-there': {
    readonly asked?: WhereaboutsChoice | null;
    /** Stages that people of the cohort are in. */
    readonly present: readonly Stage[];
  };
  /** Of a cohort that is to be merged, all positions are empty. */
  readonly 'nobody-to-move': { readonly position: Whereabouts } | CohortNamed;
  readonly 'not-a-third-country': {
    readonly country: string;
    readonly powerOfOrigin: string;
    readonly detainingPower: string;
  };
  /** Of an entry that is taken back or put right: too few would be left where people have moved on since. */
  readonly 'not-enough-people':
    | { readonly asked: Figure; readonly there: Figure; readonly position: Whereabouts }
    | (Blocked & { readonly entryId?: string; readonly type?: string });
  readonly 'nothing-to-amend': EntryNamed & { readonly type: string };
  readonly 'not-the-power-of-origin': { readonly country: string; readonly powerOfOrigin: string };
  readonly 'occurred-before-arrival': {
    readonly occurredOn: EdtfDate | null;
    readonly since: EdtfDate;
    readonly position: Whereabouts;
    /** Of an entry that is put right: those that would come too early. */
    readonly blockedBy?: readonly Blocking[];
  };
  readonly 'place-needed': { readonly stage: Stage };
  /** `occurredOn` is an instant where it is about the capture of a statement; `now` is the server's clock. */
  readonly 'occurred-in-the-future': { readonly occurredOn: string; readonly now: string };
  readonly 'others-stay-in-custody': CohortNamed & { readonly detainingPower: string };
  readonly 'position-ambiguous': { readonly candidates: readonly Whereabouts[] };
  readonly 'retraction-is-final': EntryNamed;
  readonly 'same-cohort': CohortNamed;
  readonly 'same-power': { readonly powerOfOrigin: string };
  readonly 'stage-not-allowed': {
    readonly allowed: readonly Stage[];
    readonly present: readonly Stage[];
    readonly asked?: Stage;
  };
}

/** What refusals about exchanges saw. */
export interface ExchangeRefusals {
  readonly 'exchange-aborted': ExchangeNamed;
  readonly 'exchange-exists': ExchangeNamed;
  readonly 'exchange-not-found': ExchangeNamed;
  readonly 'exchange-took-place': ExchangeNamed;
  readonly 'leg-not-found': { readonly leg: number; readonly legs: number };
  readonly 'line-repeated': { readonly figures: number; readonly lines: number };
}

/** What refusals about claims and published totals saw. */
export interface ClaimRefusals {
  readonly 'claim-exists': ClaimNamed;
  readonly 'claim-not-found': ClaimNamed;
  readonly 'claim-retracted': ClaimNamed;
  readonly 'included-and-excluded': { readonly exchanges: readonly string[] };
  readonly 'nothing-to-accept': ClaimNamed;
  readonly 'portion-of-nothing': { readonly heldSincePortion: string };
  readonly 'period-reversed':
    { readonly heldSince: EdtfDate; readonly asOf: EdtfDate } | { readonly from: EdtfDate; readonly until: EdtfDate };
  readonly 'total-exists': { readonly totalId: string };
  readonly 'total-not-found': { readonly totalId: string };
}

/** What refusals about sources and statements saw. */
export interface SourceRefusals {
  readonly 'corroboration-missing': { readonly source: string };
  readonly 'source-corroborates-itself': { readonly source: string };
  readonly 'source-exists': SourceNamed;
  readonly 'source-not-found': SourceNamed;
  readonly 'source-withdrawn': SourceNamed;
  readonly 'sources-not-independent': { readonly sources: readonly string[]; readonly independenceGroup: string };
  readonly 'statement-exists': { readonly statementId: string };
  readonly 'statement-not-found': { readonly statementId: string };
  /** `of` is the source that made it. */
  readonly 'statement-of-another': SourceNamed & { readonly statementId: string; readonly of: string };
}

/** What refusals about observations saw. */
export interface ObservationRefusals {
  readonly 'not-of-the-topic': { readonly topic: string; readonly says: string; readonly codes: readonly string[] };
  readonly 'observation-exists': { readonly observationId: string };
  readonly 'observation-not-found': { readonly observationId: string };
}

/** What refusals about pathways, alerts and imports saw. */
export interface OtherRefusals {
  readonly 'day-passed': { readonly until: string; readonly today: string };
  readonly 'import-ended': ImportNamed & { readonly status: string };
  readonly 'import-exists': ImportNamed;
  readonly 'import-not-found': ImportNamed;
  readonly 'pathway-not-found': { readonly pathwayId: string };
  readonly 'snoozed-too-long': { readonly until: string; readonly latest: string };
}

/** What each refusal of a rule saw, by its code. */
export interface Refusals
  extends CohortRefusals, ExchangeRefusals, ClaimRefusals, SourceRefusals, ObservationRefusals, OtherRefusals {}

/** A rule's "no": a code, with what the rule saw. */
export const Rejected = RejectedByRule as new <Code extends keyof Refusals>(
  code: Code,
  facts: Refusals[Code],
) => RejectedByRule;
