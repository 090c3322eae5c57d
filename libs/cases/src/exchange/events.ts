import type { CaseFacts, Category, EntryRetracted, Terms } from '../cohort/events.js';
import type { StatedBasis } from '../values/stated-basis.js';
import type { EdtfDate } from '../values/edtf.js';
import type { Figure } from '../values/figure.js';

/** Which people of an exchange a figure is about; null where the claim does not tell them apart. */
export interface Line {
  readonly powerOfOrigin: string;
  readonly category: Category | null;
  readonly terms: Terms | null;
}

/** One group of people that changes hands in an exchange. */
export interface Leg {
  /** From 1. */
  readonly leg: number;
  readonly cohortId: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly detainingPower: string;
  /** As the exchange's record states it. */
  readonly people: Figure;
  readonly terms: Terms;
  /** The leg also registered the cohort. */
  readonly registered: boolean;
}

/** A leg that is only planned: nobody is taken from any cohort yet. */
export type PlannedLeg = Omit<Leg, 'cohortId' | 'registered'> & { readonly cohortId: string | null };

/** A source's figure for one line of an exchange. */
export interface ReportedFigure {
  readonly line: Line;
  readonly people: Figure;
}

interface Arrangement extends CaseFacts {
  readonly exchangeId: string;
  readonly place: { readonly country: string; readonly name: string | null } | null;
  /** Who mediated it: ISO 3166-1 alpha-2; empty where it is stated that nobody did, null where that is not stated. */
  readonly intermediaries: readonly string[] | null;
}

interface Of<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type ExchangePlanned = Of<'ExchangePlanned', Arrangement & { readonly legs: readonly PlannedLeg[] }>;
export type ExchangeRecorded = Of<'ExchangeRecorded', Arrangement & { readonly legs: readonly Leg[] }>;
/** What of an exchange was put right: what is left out stays as it was said. */
export interface ExchangeAmendments {
  readonly occurredOn?: EdtfDate | null;
  readonly place?: Arrangement['place'];
  readonly intermediaries?: readonly string[] | null;
  readonly basis?: StatedBasis | null;
  readonly terms?: readonly { readonly leg: number; readonly terms: Terms }[];
}
/** The exchange was said wrongly; its legs follow in the case files of their cohorts. Its date and its source as they are from now on. */
export type ExchangeAmended = Of<
  'ExchangeAmended',
  CaseFacts & { readonly reason: string; readonly amendments: ExchangeAmendments }
>;
export type ExchangeAborted = Of<'ExchangeAborted', CaseFacts & { readonly reason: string }>;
export type ExchangeReported = Of<
  'ExchangeReported',
  { readonly figures: readonly ReportedFigure[]; readonly occurredOn: EdtfDate | null; readonly basis: StatedBasis }
>;
/** The decision among claims about one line. The newest one counts; all are kept. */
export type FigureAccepted = Of<
  'FigureAccepted',
  CaseFacts & { readonly line: Line; readonly people: Figure; readonly reason: string }
>;

export type ExchangeEvent =
  | ExchangePlanned
  | ExchangeRecorded
  | ExchangeAmended
  | ExchangeAborted
  | ExchangeReported
  | FigureAccepted
  | EntryRetracted;

export function lineKey({ powerOfOrigin, category, terms }: Line): string {
  return JSON.stringify([powerOfOrigin, category, terms]);
}
