import type { Category, Figure, Stage } from '#cases';
import type { Answer } from '../answer.js';

/** What every report about people may be asked for. */
export interface OnDay {
  /** `YYYY-MM-DD`; left out: as it stands. */
  readonly on?: string;
  readonly category?: Category;
  readonly powerOfOrigin?: string;
}

/** A sum of people, and how many of its parts did not state a number. */
export interface Summed {
  readonly people: Figure;
  readonly notStated: number;
}

/** Dates of a cohort that cannot all be true: the departure was counted from the later of the two days. */
export interface Contradiction {
  readonly cohortId: string;
  /** The departure first, then the arrivals that it had to wait for. */
  readonly entryIds: readonly string[];
  /** The day from which they are counted. */
  readonly countedFrom: string;
}

export interface PeopleRow extends Summed {
  readonly stage: Stage;
  readonly country: string | null;
  readonly category: Category;
  readonly powerOfOrigin: string;
}

/** A report about people on a day. */
export interface DayReport<Row> extends Answer {
  readonly on: string | null;
  readonly rows: readonly Row[];
  /** People whose arrival is not dated and is not known to be before that day: in no row. */
  readonly undated: readonly Row[];
  readonly contradictions: readonly Contradiction[];
}
