import assert from 'node:assert/strict';
import { rounds } from '#eventsourcing/testing';
import fc from 'fast-check';
import { termsOf } from '../../testing/book-keeper.js';
import { figures, steps, type WorldStep } from '../../testing/steps.js';
import { allows } from '../../testing/truth.js';
import { World, type Outcome } from '../../testing/world.js';
import { boundsOf, type Figure } from '../values/figure.js';
import { figureOf } from '../values/balance.js';
import { actionsAt, actionsBeside } from './actions.js';
import { allowedActions, type Cohort, type KnownCohort } from './cohort.js';
import { RegisterCohort } from './commands/register-cohort.js';
import { balancesOf, isSound, peopledIn, totalOf } from './accounts.js';
import { keyOf } from './whereabouts.js';
import type { Action } from './stages.js';

const RUNS = rounds(400);

const registrations = fc.tuple(figures, figures, figures).map((headcounts) =>
  headcounts.map((headcount, index): WorldStep => ({
    command: RegisterCohort,
    cohort: ['a', 'b', 'c'][index]!,
    other: 'd',
    headcount,
    choice: 'none',
    fitting: false,
    pick: 0,
    occurredOn: undefined,
    country: 'BY',
    change: 1,
    truth: 0.5,
  })),
);

/** Three cohorts, and whatever is then said of them, one thing after the other. */
function whateverIsSaid(truthful: boolean, check: (world: World, outcome: Outcome) => void): void {
  let said = 0;
  fc.assert(
    fc.property(registrations, steps, (first, then) => {
      const world = new World(truthful);
      for (const step of [...first, ...then]) {
        check(world, world.take(step));
        said += 1;
      }
      assert.deepEqual(world.replayed(), world.all);
    }),
    { numRuns: RUNS },
  );
  expect(said).toBeGreaterThan(RUNS * 3);
}

function knownCohorts(world: World): readonly { readonly stream: string; readonly state: KnownCohort }[] {
  return [...world.books.keys()].flatMap((stream) => {
    const state = world.cohort(stream.slice('cohort-'.length));
    return state.status === 'unknown' ? [] : [{ stream, state }];
  });
}

function expectConserved(world: World): void {
  for (const { stream, state } of knownCohorts(world)) {
    const book = world.books.get(stream)!;
    assert.deepEqual(termsOf(totalOf(state.accounts)), book.total, `all people of ${stream}`);
    for (const { whereabouts, tally } of state.accounts.values()) {
      assert.deepEqual(termsOf(tally), book.at(whereabouts), `${keyOf(whereabouts)} of ${stream}`);
    }
    assert(isSound(state.accounts), `${stream} owes people`);
  }
}

function expectSensible(figure: Figure): void {
  const { low, high } = boundsOf(figure);
  assert(0 <= low && low <= (high ?? Infinity), `shown are ${JSON.stringify(figure)}`);
}

function expectToAllow(figure: Figure, people: number): void {
  expectSensible(figure);
  assert(allows(figure, people), `shown are ${JSON.stringify(figure)}, there are ${people}`);
}

const ACTIONS: Record<string, Action> = {
  RecordExchange: 'record-exchange',
  TransferCustody: 'transfer-custody',
  MarkInTransit: 'mark-in-transit',
  AdmitToInterimCare: 'admit-to-interim-care',
  MarkRepatriated: 'mark-repatriated',
  BeginRehabilitation: 'begin-rehabilitation',
  CompleteRehabilitation: 'complete-rehabilitation',
  RecordExit: 'record-exit',
  SplitCohort: 'split-cohort',
  MergeCohorts: 'merge-cohorts',
  CorrectHeadcount: 'correct-headcount',
  RetractEntry: 'retract-entry',
  ConfirmWhereabouts: 'confirm-whereabouts',
  AcknowledgeHandover: 'acknowledge-handover',
};

describe('the headcount of cohorts', () => {
  it('is conserved to the letter, owes nobody and replays, whatever is said', () => {
    whateverIsSaid(false, (world) => {
      expectConserved(world);
      for (const { state } of knownCohorts(world)) {
        for (const { people } of balancesOf(state.accounts)) expectSensible(people);
        expectSensible(figureOf(totalOf(state.accounts)));
      }
    });
  });

  it('is never shown narrower than the truth', () => {
    whateverIsSaid(true, (world) => {
      expectConserved(world);
      for (const { stream, state } of knownCohorts(world)) {
        const shown = balancesOf(state.accounts);
        for (const { whereabouts, people } of shown) {
          expectToAllow(people, world.truth.at(stream, keyOf(whereabouts)));
        }
        expectToAllow(figureOf(totalOf(state.accounts)), world.truth.total(stream));
        const seen = shown.reduce((sum, { whereabouts }) => sum + world.truth.at(stream, keyOf(whereabouts)), 0);
        assert.equal(seen, world.truth.total(stream), `people of ${stream} are where nobody is shown`);
      }
    });
  });
});

/** What is offered at each position, and besides. */
function piecemeal(state: Cohort): Set<Action> {
  if (state.status === 'unknown') return new Set(actionsBeside(state));
  return new Set([
    ...peopledIn(state.accounts).flatMap(({ whereabouts }) => actionsAt(state, whereabouts)),
    ...actionsBeside(state),
  ]);
}

describe('what may be done next', () => {
  it('is what is decided, and what is offered is allowed from where people are', () => {
    whateverIsSaid(false, (_, { type, before, fields, refused, decided }) => {
      const action = ACTIONS[type.name];
      if (action === undefined) return;
      const offered = allowedActions(before).includes(action);
      assert.deepEqual(piecemeal(before), new Set(allowedActions(before)), 'what is offered, position by position');
      // Another leg may be the one that is refused, or the one that registers the cohort.
      if (fields.legs !== undefined && fields.legs.length > 1) return;
      if (decided) assert(offered, `${action} was decided and not offered`);
      const chosen = fields.at ?? fields.from ?? fields.legs?.[0]?.from;
      if (offered && chosen === undefined) assert.notEqual(refused, 'stage-not-allowed', `${action} was offered`);
    });
  });
});
