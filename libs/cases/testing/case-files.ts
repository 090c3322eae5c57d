import { validateSync } from 'class-validator';
import type { CommandClass, UseCase } from '#eventsourcing';
import { fold } from '#eventsourcing/testing';
import { cohort, type Cohort, type KnownCohort } from '../src/cohort/cohort.js';
import type { CohortEvent, CohortRegistered, MovingEvent } from '../src/cohort/events.js';
import { balancesOf } from '../src/cohort/accounts.js';
import { keyOf, whereabouts, type Whereabouts } from '../src/cohort/whereabouts.js';
import type { Stage } from '../src/cohort/stages.js';
import { USE_CASES } from '../src/use-cases.js';
import { nestedType } from '../src/values/decorators.js';
import { exactly, inWords, type Figure } from '../src/values/figure.js';

/** One position in each stage, on the way of Russian prisoners of war whom Ukraine holds. */
export const AT = {
  custody: whereabouts('custody', { country: 'UA' }),
  released: whereabouts('released'),
  'in-transit': whereabouts('in-transit', { country: 'BY' }),
  'interim-care': whereabouts('interim-care', { country: 'BY' }),
  repatriated: whereabouts('repatriated', { country: 'RU' }),
  rehabilitation: whereabouts('rehabilitation', { country: 'RU' }),
  discharged: whereabouts('discharged', { country: 'RU' }),
  exited: whereabouts('exited', { country: 'BY', exit: 'died' }),
} as const satisfies Record<Stage, Whereabouts>;

/** The use case of a command, as the deciders' tables have it. */
export function useCaseOf<Command extends object>(command: CommandClass<Command>): UseCase<Command> {
  const found = USE_CASES.find((useCase) => (useCase.command as object) === command) as UseCase<any> | undefined;
  if (found === undefined) throw new Error(`${command.name} stands in no decider's table`);
  return found;
}

const UNSOURCED = { occurredOn: null, basis: null } as const;

/** The first entry of a case file: 146 people in Ukraine's custody, unless it is said otherwise. */
export function registered(
  headcount: Figure = exactly(146),
  to: Whereabouts = AT.custody,
  facts: Partial<CohortRegistered['data']> = {},
): CohortRegistered {
  return {
    type: 'CohortRegistered',
    data: {
      cohortId: 'a',
      name: 'Russian servicemen',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      headcount,
      custodian: null,
      custodySince: null,
      legalStatus: null,
      partOf: null,
      watched: true,
      ...UNSOURCED,
      moved: [{ from: null, to, people: headcount, whole: false }],
      ...facts,
    },
  };
}

/** What an entry says by stage besides who went where. */
const SAYING = {
  custody: { type: 'CustodyTransferred', facts: { detainingPower: 'UA', custodian: null } },
  released: { type: 'CohortHandedOver', facts: { exchangeId: 'x', leg: 1, terms: 'exchange' } },
  'in-transit': { type: 'CohortDeparted', facts: { expectedOn: null } },
  'interim-care': { type: 'CohortAdmittedToInterimCare', facts: { services: [], expectedDays: null } },
  repatriated: { type: 'CohortRepatriated', facts: {} },
  rehabilitation: { type: 'RehabilitationBegun', facts: { operator: null, services: [] } },
  discharged: { type: 'RehabilitationCompleted', facts: {} },
  exited: { type: 'ExitRecorded', facts: { kind: 'died' } },
} as const;

/** The entry that takes people from one position to another; without a figure everyone of `everyone`. */
export function went(from: Whereabouts, to: Whereabouts, people: Figure | { everyone: Figure }, facts: object = {}) {
  const whole = 'everyone' in people;
  const { type, facts: said } = SAYING[to.stage];
  const moved = [{ from, to, people: whole ? people.everyone : people, whole }];
  return { type, data: { ...UNSOURCED, ...said, ...facts, moved } } as MovingEvent;
}

/** A correction by so many at a position. */
export function corrected(at: Whereabouts, change: number): CohortEvent {
  const people = exactly(Math.abs(change));
  const moved = [{ from: change < 0 ? at : null, to: change < 0 ? null : at, people, whole: false }];
  return { type: 'HeadcountCorrected', data: { ...UNSOURCED, change, reason: 'counted again', moved } };
}

/** A new count at a position where so many were thought to be. */
export function recounted(at: Whereabouts, there: Figure, counted: Figure): CohortEvent {
  const moved = [
    { from: at, to: null, people: there, whole: true },
    { from: null, to: at, people: counted, whole: false },
  ];
  return { type: 'HeadcountCorrected', data: { ...UNSOURCED, change: null, reason: 'counted again', moved } };
}

/** This cohort's side of a split or a merge. */
export function acrossCohorts(
  type: 'CohortSplit' | 'CohortMerged',
  facts: object,
  from: Whereabouts | null,
  to: Whereabouts | null,
  people: Figure,
): CohortEvent {
  const moved = [{ from, to, people, whole: false }];
  return { type, data: { ...UNSOURCED, ...facts, moved } } as unknown as CohortEvent;
}

export function confirmed(at: Whereabouts, occurredOn: string): CohortEvent {
  return { type: 'WhereaboutsConfirmed', data: { at, occurredOn, basis: null } };
}

export function acknowledged(entryId: string): CohortEvent {
  return { type: 'HandoverAcknowledged', data: { entryId, ...UNSOURCED } };
}

/** An entry that gives the cohort another name. */
export function renamed(name: string): CohortEvent {
  return { type: 'CohortRenamed', data: { name, ...UNSOURCED } };
}

/** An entry that strikes an earlier one through. */
export function retracted(entryId: string, type: CohortEvent['type']): CohortEvent {
  return { type: 'EntryRetracted', data: { entryId, retracted: type, reason: 'a mistake', ...UNSOURCED } };
}

/** Cohort `a`, folded from its entries, which have the ids `a#0`, `a#1` and so on in its stream's name. */
export function cohortOf(...entries: readonly CohortEvent[]): KnownCohort {
  return known(fold(cohort, 'cohort-a', entries));
}

export function known(state: Cohort): KnownCohort {
  if (state.status === 'unknown') throw new Error('the cohort is not known');
  return state;
}

/** Where people are, in words: `{ 'interim-care BY': '8' }`. */
export function whereaboutsIn(state: Cohort): Record<string, string> {
  return Object.fromEntries(
    balancesOf(known(state).accounts).map(({ whereabouts: { stage, country, place, runBy, exit }, people }) => [
      [stage, country, place, runBy, exit].filter((part) => part !== null).join(' '),
      inWords(people),
    ]),
  );
}

/** An account of a cohort. */
export function accountOf(state: Cohort, at: Whereabouts) {
  return known(state).accounts.get(keyOf(at));
}

/** The fields of a command that class-validator refuses. */
export function refusedFields<Command extends object>(type: CommandClass<Command>, body: object): string[] {
  return validateSync(asInstance(type, body)).map(({ property }) => property);
}

function asInstance(type: CommandClass, body: unknown): object {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body as object;
  const fields = Object.entries(body).map(([name, value]) => {
    const nested = nestedType(type, name);
    if (nested === undefined) return [name, value];
    return [name, Array.isArray(value) ? value.map((item) => asInstance(nested, item)) : asInstance(nested, value)];
  });
  return Object.assign(new type(), Object.fromEntries(fields));
}
