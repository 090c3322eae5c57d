import type { ComponentType } from 'preact';
import { cohort, type Action, type CohortEvent, type KnownCohort, type Whereabouts } from '#cases/model';
import type { Problem } from '../api/client.js';

/** Where a form begins: whose case file, and which position was pressed (null: the cohort as a whole, or an entry of it). */
export interface Beginning {
  readonly cohort: KnownCohort;
  readonly at: Whereabouts | null;
  /** The entry that it is about, for acts on entries. */
  readonly entryId: string | null;
  /** Today on this device, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface FieldsProps<Draft> {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly cohort: KnownCohort;
  /** What the server found wrong, at its field. */
  readonly errors: Problem['errors'];
}

/**
 * One command, as somebody records it: what its form begins with, its fields, the body that it sends, and what it would write.
 * A file in `acts/` each; `acts.ts` lists them.
 */
export interface Act<Draft extends object = any> {
  /** Its name in the paths of the API, in `allowedActions` and in `words`: `mark-in-transit`. */
  readonly command: Action;
  /** What the API's description calls it. */
  readonly operation: string;
  /** Where it is sent; `/cohorts/{id}/{command}` where it is left out. */
  readonly path?: (draft: Draft) => string;
  /** It creates something of its own, and does not depend on the revision that its author saw. */
  readonly createsItsOwn?: boolean;
  readonly begin: (beginning: Beginning) => Draft;
  readonly Fields: ComponentType<FieldsProps<Draft>>;
  /** @throws Unfinished where something is not filled in that must be */
  readonly bodyOf: (draft: Draft, beginning: Beginning) => object;
  /**
   * The event that the command would write, by the rules that the server goes by.
   * @throws Rejected where a rule says no, and Unfinished
   */
  readonly foresee: (draft: Draft, beginning: Beginning, now: string) => CohortEvent;
}

export function pathOf<Draft extends object>(act: Act<Draft>, draft: Draft, { cohort }: Beginning): string {
  return act.path?.(draft) ?? `/api/v1/cohorts/${encodeURIComponent(cohort.id)}/${act.command}`;
}

/** The cohort as it would be after an event that nobody has recorded yet. */
export function withEvent(state: KnownCohort, event: CohortEvent, now: string): KnownCohort {
  return cohort.evolve(state, { ...event, id: 'draft', recordedAt: now }) as KnownCohort;
}
