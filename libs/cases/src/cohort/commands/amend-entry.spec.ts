import { given } from '#eventsourcing/testing';
import {
  acknowledged,
  acrossCohorts,
  AT,
  cohortOf,
  confirmed,
  corrected,
  known,
  recounted,
  refusedFields,
  registered,
  retracted,
  useCaseOf,
  went,
  whereaboutsIn,
} from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { cohort, type Cohort } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { whereabouts, type Whereabouts } from '../whereabouts.js';
import { AmendEntry } from './amend-entry.js';

const GOMEL = whereabouts('interim-care', { country: 'BY', place: 'Gomel' });
const BREST = whereabouts('interim-care', { country: 'BY', place: 'Brest' });
const HOME = whereabouts('repatriated', { country: 'RU' });
const [A, B, C, D] = [0, 1, 2, 3].map((revision) => `cohort-a#${revision}`) as [string, string, string, string];

const on = (occurredOn: string | null) => ({ occurredOn });
const IN_CARE: readonly CohortEvent[] = [
  registered(exactly(146), AT.released),
  went(AT.released, GOMEL, { everyone: exactly(146) }, on('2025-08-24')),
  went(GOMEL, HOME, exactly(138), on('2025-09-01')),
];

const amend = (entryId: string, fields: object, history: readonly CohortEvent[] = IN_CARE) =>
  given({ 'cohort-a': history }).when(useCaseOf(AmendEntry), 'a', { entryId, reason: 'a slip of the pen', ...fields });
const after = (entryId: string, fields: object, history?: readonly CohortEvent[]): Cohort =>
  amend(entryId, fields, history).after(cohort, 'a');
const amended = (
  entryId: string,
  type: CohortEvent['type'],
  moved: object[],
  said: object,
  follows: string | null = null,
) =>
  ({
    type: 'EntryAmended',
    data: { entryId, amended: type, follows, reason: 'a slip of the pen', amendments: said, moved },
  }) as CohortEvent;
const move = (from: Whereabouts | null, to: Whereabouts | null, people: number) => {
  return { from, to, people: exactly(people), whole: false };
};

describe('putting an entry right', () => {
  it('says where people were taken to, and those who went on from there follow', () => {
    amend(B, { place: { country: 'BY', name: 'Brest' } }).thenEvents(
      amended(B, 'CohortAdmittedToInterimCare', [move(AT.released, BREST, 146)], {}),
      amended(C, 'CohortRepatriated', [move(BREST, HOME, 138)], {}, B),
    );
    const people = whereaboutsIn(after(B, { place: { country: 'BY', name: 'Brest' } }));
    expect(people).toEqual({ 'interim-care BY Brest': '8', 'repatriated RU': '138' });
  });

  it('says when, and nothing that has a day of its own follows', () => {
    amend(B, on('2025-08-23')).thenEvents(
      amended(B, 'CohortAdmittedToInterimCare', [move(AT.released, GOMEL, 146)], on('2025-08-23')),
    );
    const account = [...known(after(B, on('2025-08-23'))).accounts.values()].find(
      ({ whereabouts: { place } }) => place,
    );
    expect(account!.since).toBe('2025-08-23');
  });

  it('says when, and what has no day of its own follows, as it can have been earlier or later', () => {
    const history = [...IN_CARE.slice(0, 2), went(GOMEL, HOME, exactly(138), on('2025-09'))];
    amend(B, on('2025-08-23'), history).thenEvents(
      amended(B, 'CohortAdmittedToInterimCare', [move(AT.released, GOMEL, 146)], on('2025-08-23')),
      amended(C, 'CohortRepatriated', [move(GOMEL, HOME, 138)], {}, B),
    );
  });

  it('says of a source, of services and of who runs a place without moving anybody elsewhere', () => {
    const basis = { source: 'by-mfa', url: null, publishedOn: null, reliability: 'F', credibility: '6' } as const;
    amend(B, { basis, services: ['medical', 'medical'] }).thenEvents(
      amended(B, 'CohortAdmittedToInterimCare', [move(AT.released, GOMEL, 146)], { basis, services: ['medical'] }),
    );
    const history = [registered(exactly(5), HOME), went(HOME, AT.rehabilitation, { everyone: exactly(5) })];
    expect(whereaboutsIn(after(B, { operator: 'Ministry of Defence' }, history))).toEqual({
      'rehabilitation RU Ministry of Defence': '5',
    });
    expect(whereaboutsIn(after(B, { facility: { country: 'RU', name: 'Podolsk' } }, history))).toEqual({
      'rehabilitation RU Podolsk': '5',
    });
  });

  it('takes those along who were counted, seen or lost where it had put them', () => {
    const history = [
      ...IN_CARE,
      corrected(GOMEL, 1),
      recounted(GOMEL, exactly(9), exactly(7)),
      went(GOMEL, whereabouts('exited', { country: 'BY', exit: 'died' }), exactly(1)),
      confirmed(GOMEL, '2025-09-05'),
    ];
    const state = known(after(B, { place: { country: 'TR', name: null } }, history));
    expect(whereaboutsIn(state)).toEqual({ 'interim-care TR': '6', 'repatriated RU': '138', 'exited TR died': '1' });
    const there = [...state.accounts.values()].find(({ whereabouts: at }) => at.stage === 'interim-care');
    expect(there!.confirmedOn).toBe('2025-09-05');
  });

  it('can be done again, and the entry can still be taken back', () => {
    const place = { country: 'BY', name: 'Brest' };
    const once = amended(B, 'CohortAdmittedToInterimCare', [move(AT.released, BREST, 146)], {});
    const history = [...IN_CARE.slice(0, 2), once];
    amend(B, { place: { ...place, name: 'Gomel' } }, history).thenEvents(
      amended(B, 'CohortAdmittedToInterimCare', [move(AT.released, GOMEL, 146)], {}),
    );
    const state = cohortOf(...history, retracted(B, 'CohortAdmittedToInterimCare'));
    expect(whereaboutsIn(state)).toEqual({ released: '146' });
  });

  it('keeps when custody began, whatever is said of the day of a registration', () => {
    const held = registered(exactly(5), AT.custody, { custodySince: '2022-21' });
    const state = known(after(A, on('2025-08'), [held]));
    expect([...state.accounts.values()].map(({ since }) => since)).toEqual(['2022-21']);
  });
});

describe('an entry cannot be put right', () => {
  it('where people would have left before they came: those entries are named', () => {
    amend(B, on('2025-09-03')).thenRejected('occurred-before-arrival', {
      occurredOn: '2025-09-01',
      since: '2025-09-03',
      blockedBy: [{ entryId: C, sentence: '138 arrived in RU on 2025-09-01.' }],
    });
  });

  it('where more would have left a place than came there', () => {
    const history = [
      registered(exactly(10), AT.released),
      went(AT.released, GOMEL, exactly(4)),
      went(AT.released, GOMEL, exactly(6)),
      went(GOMEL, HOME, exactly(8)),
    ];
    amend(B, { place: { country: 'BY', name: 'Brest' } }, history).thenRejected('not-enough-people', {
      blockedBy: [{ entryId: D, sentence: '8 arrived in RU on a day that is not stated.' }],
    });
  });

  it('where a part was split off that would have to follow', () => {
    const split = acrossCohorts('CohortSplit', { newCohortId: 'b' }, GOMEL, null, exactly(8));
    amend(B, { place: { country: 'BY', name: 'Brest' } }, [...IN_CARE, split]).thenRejected('entry-built-on', {
      blockedBy: [{ entryId: D, sentence: '8 were split off as a cohort of their own on a day that is not stated.' }],
    });
    amend(B, on('2025-08-23'), [...IN_CARE, split]).thenRejected('entry-built-on');
    const dated = acrossCohorts('CohortSplit', { newCohortId: 'b', ...on('2025-08-30') }, GOMEL, null, exactly(8));
    expect(whereaboutsIn(after(B, on('2025-08-23'), [...IN_CARE, dated]))).toEqual({ 'repatriated RU': '138' });
  });

  it('where it is half of something, a leg, an amendment, struck through, or not there', () => {
    const split = acrossCohorts('CohortSplit', { newCohortId: 'b' }, GOMEL, null, exactly(8));
    amend(D, on('2025-09'), [...IN_CARE, split]).thenRejected('entry-spans-cohorts');
    amend(A, on('2025-09'), [registered(exactly(5), AT.custody, { partOf: 'x' })]).thenRejected('entry-spans-cohorts');
    amend(B, on('2025-09'), [registered(), went(AT.custody, AT.released, exactly(5))]).thenRejected(
      'entry-of-exchange',
    );
    const once = amended(B, 'CohortAdmittedToInterimCare', [move(AT.released, BREST, 146)], {});
    amend(C, on('2025-09'), [...IN_CARE.slice(0, 2), once]).thenRejected('amendment-is-final', { of: B });
    amend(C, {}, [...IN_CARE, retracted(C, 'CohortRepatriated')]).thenRejected('entry-retracted');
    amend('no such entry', {}).thenRejected('entry-not-found');
    amend(B, {}, [registered(), { type: 'WatchEnded', data: { reason: null } }]).thenRejected('nothing-to-amend');
    amend(A, {}, []).thenRejected('cohort-not-found');
  });

  it('in what it does not say, with a day ahead, or to where nobody can be', () => {
    amend(C, { services: [] }).thenRejected('field-not-of-entry', { field: 'services', type: 'CohortRepatriated' });
    amend(B, on('2999-01-01')).thenRejected('occurred-in-the-future');
    amend(B, { place: { country: 'RU' } }).thenRejected('not-a-third-country');
    amend(B, { place: null }).thenRejected('place-needed');
    amend(C, { place: { country: 'BY' } }).thenRejected('not-the-power-of-origin');
    expect(refusedFields(AmendEntry, { entryId: 'x', reason: '' })).toEqual(['entryId', 'reason']);
  });

  it('and nothing is done where nothing is said', () => {
    amend(B, {}).thenNothing();
  });

  it('in a confirmation of a handover only its day and its source', () => {
    const history = [registered(), went(AT.custody, AT.released, exactly(5)), acknowledged(B)];
    amend(C, on('2025-09-01'), history).thenEvents(amended(C, 'HandoverAcknowledged', [], on('2025-09-01')));
  });
});
