import type { StatedBasis } from '../values/stated-basis.js';
import type { EdtfDate } from '../values/edtf.js';
import type { Figure } from '../values/figure.js';
import type { Whereabouts } from './whereabouts.js';
import type { ExitKind } from './stages.js';

/** `prisoner-of-war`: GC III; `civilian`: a protected person of GC IV. */
export const CATEGORIES = ['prisoner-of-war', 'civilian'] as const;
export type Category = (typeof CATEGORIES)[number];

/** `unilateral`: released outside the exchange, e.g. the severely wounded (GC III 109). */
export const TERMS = ['exchange', 'unilateral'] as const;
export type Terms = (typeof TERMS)[number];

export const SERVICES = ['medical', 'psychological', 'family-contact', 'documents'] as const;
export type Service = (typeof SERVICES)[number];

/** People taken from one position and put in another. `null` stands for outside the cohort: registered, corrected, split or merged. */
export interface Movement {
  readonly from: Whereabouts | null;
  readonly to: Whereabouts | null;
  readonly people: Figure;
  /** Everyone who was there moved, so that nobody is left behind, however many they were. */
  readonly whole: boolean;
}

/** What every entry of a case file carries. */
export interface CaseFacts {
  /** When it happened in the world; null where it is not stated. */
  readonly occurredOn: EdtfDate | null;
  /** Who said so; null for an unsourced entry. */
  readonly basis: StatedBasis | null;
}

interface Moves extends CaseFacts {
  readonly moved: readonly Movement[];
}

interface Of<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type CohortRegistered = Of<
  'CohortRegistered',
  Moves & {
    readonly cohortId: string;
    readonly name: string;
    readonly category: Category;
    readonly powerOfOrigin: string;
    readonly detainingPower: string;
    /** As it was stated, once for all; what the cohort counts now is in its positions. */
    readonly headcount: Figure;
    readonly custodian: string | null;
    readonly custodySince: EdtfDate | null;
    readonly legalStatus: string | null;
    /** The cohort that this one was split from. */
    readonly partOf: string | null;
    /** Somebody has taken it on: alerts are raised about it. */
    readonly watched: boolean;
  }
>;
export type CustodyTransferred = Of<
  'CustodyTransferred',
  Moves & { readonly detainingPower: string; readonly custodian: string | null }
>;
export type CohortHandedOver = Of<
  'CohortHandedOver',
  Moves & {
    readonly exchangeId: string;
    /** Number of the leg in the exchange, from 1. */
    readonly leg: number;
    readonly terms: Terms;
  }
>;
export type CohortDeparted = Of<'CohortDeparted', Moves & { readonly expectedOn: EdtfDate | null }>;
export type CohortAdmittedToInterimCare = Of<
  'CohortAdmittedToInterimCare',
  Moves & { readonly services: readonly Service[]; readonly expectedDays: number | null }
>;
export type CohortRepatriated = Of<'CohortRepatriated', Moves>;
export type RehabilitationBegun = Of<
  'RehabilitationBegun',
  Moves & { readonly operator: string | null; readonly services: readonly Service[] }
>;
export type RehabilitationCompleted = Of<'RehabilitationCompleted', Moves>;
export type ExitRecorded = Of<'ExitRecorded', Moves & { readonly kind: ExitKind }>;
/** People who had left the way home are on it again. */
export type ReturnRecorded = Of<
  'ReturnRecorded',
  Moves & {
    /** The entry by which they had left. */
    readonly exitEntryId: string;
  }
>;
export type CohortRenamed = Of<'CohortRenamed', CaseFacts & { readonly name: string }>;
export type CohortSplit = Of<'CohortSplit', Moves & { readonly newCohortId: string }>;
/** In both streams: of the cohort that is no more (`other` took its people in), and of the one that goes on. */
export type CohortMerged = Of<
  'CohortMerged',
  Moves & { readonly role: 'merged' | 'absorbing'; readonly other: string }
>;
export type HeadcountCorrected = Of<
  'HeadcountCorrected',
  Moves & {
    /** How many more or fewer; null where the account was counted again. */
    readonly change: number | null;
    readonly reason: string;
  }
>;
/** Somebody takes the cohort on: from now on alerts are raised about it. */
export type CohortWatched = Of<'CohortWatched', { readonly assignee: string | null }>;
/** Nobody looks after the cohort any longer: no alerts are raised about it. */
export type WatchEnded = Of<'WatchEnded', { readonly reason: string | null }>;
/** Who looks after the cohort; null: nobody in particular. */
export type CohortAssigned = Of<'CohortAssigned', { readonly assignee: string | null }>;
export type EntryRetracted = Of<
  'EntryRetracted',
  CaseFacts & {
    readonly entryId: string;
    /** Type of the entry struck through. */
    readonly retracted: string;
    readonly reason: string;
  }
>;
/** What of an entry was put right: what is left out stays as it was said. */
export interface Amendments {
  readonly occurredOn?: EdtfDate | null;
  readonly basis?: StatedBasis | null;
  readonly services?: readonly Service[];
  readonly operator?: string | null;
  /** Of a leg of an exchange. */
  readonly terms?: Terms;
  /** Where people were seen, of a confirmation that follows. */
  readonly at?: Whereabouts;
}
/**
 * An earlier entry was said wrongly and is put right: it stays visible as it was, struck through, and holds from here on as it says
 * now. Those that took people from where it had put them follow, each by an amendment of its own.
 */
export type EntryAmended = Of<
  'EntryAmended',
  {
    /** The entry as it was first recorded, however often it was amended. */
    readonly entryId: string;
    /** Type of the entry. */
    readonly amended: CohortEvent['type'];
    /** The entry whose amendment this one follows; null for the one that was put right. */
    readonly follows: string | null;
    readonly reason: string;
    readonly amendments: Amendments;
    /** From where to where its people went, as it says now; how many stays. Empty for an entry that moves nobody. */
    readonly moved: readonly Movement[];
  }
>;
export type WhereaboutsConfirmed = Of<'WhereaboutsConfirmed', CaseFacts & { readonly at: Whereabouts }>;
export type HandoverAcknowledged = Of<'HandoverAcknowledged', CaseFacts & { readonly entryId: string }>;

export type CohortEvent =
  | CohortRegistered
  | CustodyTransferred
  | CohortHandedOver
  | CohortDeparted
  | CohortAdmittedToInterimCare
  | CohortRepatriated
  | RehabilitationBegun
  | RehabilitationCompleted
  | ExitRecorded
  | ReturnRecorded
  | CohortRenamed
  | CohortSplit
  | CohortMerged
  | HeadcountCorrected
  | EntryRetracted
  | WhereaboutsConfirmed
  | HandoverAcknowledged
  | EntryAmended
  | CohortWatched
  | WatchEnded
  | CohortAssigned;

/** An event that moves people. */
export type MovingEvent = Extract<CohortEvent, { data: Moves }>;
