import type { Figure, Whereabouts, WhereaboutsChoice } from '#cases/model';
import { basisOf, type BasisDraft } from '../parts/basis-field.js';
import { dateOf, type DateDraft } from '../parts/date-field.js';
import { figureOf, type FigureDraft } from '../parts/figure-field.js';
import type { Beginning } from './act.js';

/** What every entry may state of itself. */
export interface EntryDraft {
  readonly occurredOn: DateDraft;
  readonly basis: BasisDraft;
}

/** What every movement of people may state. */
export interface MovementDraft extends EntryDraft {
  readonly headcount: FigureDraft;
  /** The position that they are taken from; null where the one that fits is meant. */
  readonly from: Whereabouts | null;
}

/** The day is today's until somebody says otherwise; the source is nobody's: it is never guessed. */
export function beginEntry({ today }: Beginning): EntryDraft {
  return { occurredOn: { as: 'day', text: today }, basis: { source: '' } };
}

export function beginMovement(beginning: Beginning): MovementDraft {
  return { ...beginEntry(beginning), headcount: { kind: 'all' }, from: beginning.at };
}

/** @throws Unfinished */
export function entryBody({ occurredOn, basis }: EntryDraft) {
  return { occurredOn: dateOf(occurredOn, '/occurredOn'), basis: basisOf(basis) };
}

/** The part of a movement's body that is the same for every command; what is left out means all who are there. @throws Unfinished */
export function movementBody(draft: MovementDraft): {
  readonly headcount?: Figure;
  readonly from?: WhereaboutsChoice;
  readonly occurredOn: string | null;
  readonly basis: ReturnType<typeof basisOf>;
} {
  const headcount = figureOf(draft.headcount, '/headcount');
  return {
    ...entryBody(draft),
    ...(headcount !== null && { headcount }),
    ...(draft.from !== null && { from: draft.from }),
  };
}
