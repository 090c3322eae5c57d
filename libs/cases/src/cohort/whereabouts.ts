import type { ExitKind, Stage } from './stages.js';

/** Where people of a cohort are: what one of its accounts counts. */
export interface Whereabouts {
  readonly stage: Stage;
  /** ISO 3166-1 alpha-2; for people in transit the country they are on their way to; null where it is not stated. */
  readonly country: string | null;
  /** Facility, town or crossing point; null where it is not stated. */
  readonly place: string | null;
  /** The custodian in custody, the operator in rehabilitation; null elsewhere or where it is not stated. */
  readonly runBy: string | null;
  /** Only for people who left the way home. */
  readonly exit: ExitKind | null;
}

/** As much of it as tells one of a cohort's positions from the others: what is left out fits all, null what is not stated. */
export type WhereaboutsChoice = Pick<Whereabouts, 'stage'> & Partial<Whereabouts>;

/** A position as one string: two positions are the same account if and only if their keys are equal. */
export function keyOf({ stage, country, place, runBy, exit }: Whereabouts): string {
  return JSON.stringify([stage, country, place, runBy, exit]);
}

export function whereabouts(stage: Stage, rest: Partial<Omit<Whereabouts, 'stage'>> = {}): Whereabouts {
  return {
    stage,
    country: rest.country ?? null,
    place: rest.place ?? null,
    runBy: rest.runBy ?? null,
    exit: rest.exit ?? null,
  };
}
