import type { CaseFacts, Category, EntryRetracted } from '../cohort/events.js';
import type { StatedBasis } from '../values/stated-basis.js';
import type { EdtfDate } from '../values/edtf.js';
import type { Figure } from '../values/figure.js';
import type { InclusionRule } from './inclusion-rule.js';

interface Of<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** How many of those claimed something is said of: "many of whom since spring 2022". */
export const PORTIONS = ['all', 'most', 'many', 'some', 'few', 'not-stated'] as const;
export type Portion = (typeof PORTIONS)[number];

/** Places where people are said to be held, one or all of a kind. */
export interface Facility {
  readonly country: string | null;
  readonly name: string | null;
  /** The authority that runs them; null where that is not stated. */
  readonly managedBy: string | null;
  /** The source passes on what others say. */
  readonly reportedly: boolean;
}

/** What somebody said of how many one Power held of another's people. */
export type HeldPopulationClaimed = Of<
  'HeldPopulationClaimed',
  {
    readonly claimId: string;
    readonly detainingPower: string;
    readonly powerOfOrigin: string;
    readonly category: Category;
    /** Who is counted, in the claimant's words; null where that is not stated. Claims of different definitions never add up. */
    readonly population: string | null;
    readonly people: Figure;
    /** When it was so: an EDTF date. */
    readonly asOf: EdtfDate | null;
    readonly custodian: string | null;
    readonly legalStatus: string | null;
    readonly heldSince: EdtfDate | null;
    /** How many of them are held since then; only where it is stated. */
    readonly heldSincePortion?: Portion;
    /** Where they are held; only where it is stated. */
    readonly facilities?: readonly Facility[];
    readonly occurredOn: EdtfDate | null;
    readonly basis: StatedBasis | null;
  }
>;
/** The decision that this claim's figure, or another, is the one to go by. */
export type ClaimAccepted = Of<'ClaimAccepted', CaseFacts & { readonly people: Figure; readonly reason: string }>;

export type ClaimEvent = HeldPopulationClaimed | ClaimAccepted | EntryRetracted;

/** A claimant's running total of people exchanged, with what it says it counts. */
export type PublishedTotalRecorded = Of<
  'PublishedTotalRecorded',
  {
    readonly totalId: string;
    /** Who keeps the count: an intermediary, a party, an agency. */
    readonly claimant: string;
    readonly total: Figure;
    /** The last day that it counts. */
    readonly asOf: EdtfDate;
    readonly rule: InclusionRule;
    readonly remark: string | null;
    readonly occurredOn: EdtfDate | null;
    readonly basis: StatedBasis | null;
  }
>;

export type TotalEvent = PublishedTotalRecorded | EntryRetracted;
