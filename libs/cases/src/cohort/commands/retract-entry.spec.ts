import { given } from '#eventsourcing/testing';
import {
  acknowledged,
  acrossCohorts,
  AT,
  cohortOf,
  confirmed,
  corrected,
  recounted,
  known,
  refusedFields,
  registered,
  retracted,
  useCaseOf,
  went,
  whereaboutsIn,
} from '../../../testing/case-files.js';
import { exactly, NOT_STATED } from '../../values/figure.js';
import { allowedActions, cohort } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { RetractEntry } from './retract-entry.js';

const retract = (index: number, history: readonly CohortEvent[]) =>
  given({ 'cohort-a': history }).when(useCaseOf(RetractEntry), 'a', {
    entryId: `cohort-a#${index}`,
    reason: 'a mistake',
  });
const HANDED_OVER = [registered(), went(AT.custody, AT.released, { everyone: exactly(146) })];
const RETRACTED = retracted('cohort-a#1', 'HeadcountCorrected');
const ABSORBING = { role: 'absorbing', other: 'b' };
const PL = whereabouts('custody', { country: 'PL' });

describe('retracting an entry', () => {
  it.each<[string, from: CohortEvent, movement: CohortEvent]>([
    ['a transfer', registered(), went(AT.custody, PL, exactly(8), { detainingPower: 'PL' })],
    ['a handover', registered(), went(AT.custody, AT.released, exactly(8))],
    ['a departure', registered(exactly(146), AT.released), went(AT.released, AT['in-transit'], exactly(8))],
    ['an admission', registered(exactly(146), AT.released), went(AT.released, AT['interim-care'], exactly(8))],
    ['an arrival', registered(exactly(146), AT.released), went(AT.released, AT.repatriated, exactly(8))],
    ['a treatment', registered(exactly(146), AT.repatriated), went(AT.repatriated, AT.rehabilitation, exactly(8))],
    ['a discharge', registered(exactly(146), AT.rehabilitation), went(AT.rehabilitation, AT.discharged, exactly(8))],
    ['an exit', registered(), went(AT.custody, AT.exited, exactly(8))],
    [
      'all of a departure',
      registered(exactly(146), AT.released),
      went(AT.released, AT['in-transit'], { everyone: exactly(146) }),
    ],
    ['an unknown part', registered(NOT_STATED), went(AT.custody, AT.released, { kind: 'about', value: 8 })],
    ['an unknown whole', registered(NOT_STATED), went(AT.custody, AT.released, { everyone: NOT_STATED })],
    ['a gain', registered(), corrected(AT.custody, 8)],
    ['a loss', registered(), corrected(AT.custody, -8)],
    ['a confirmation', registered(), confirmed(AT.custody, '2025-08-24')],
  ])('takes back %s', (_, first, second) => {
    retract(1, [first, second]).thenEvents(retracted('cohort-a#1', second.type));
    const state = retract(1, [first, second]).after(cohort, 'a');
    expect(whereaboutsIn(state)).toEqual(whereaboutsIn(cohortOf(first)));
    expect(known(state)).toMatchObject({ status: 'open', detainingPower: 'UA', openHandovers: [] });
  });

  it('takes back an acknowledgement', () => {
    const history = [...HANDED_OVER, acknowledged('cohort-a#1')];
    expect(known(retract(2, history).after(cohort, 'a')).openHandovers).toEqual(['cohort-a#1']);
  });

  it('takes back a new count, so that what was unknown is so again', () => {
    const counted = recounted(AT.custody, NOT_STATED, exactly(146));
    expect(whereaboutsIn(retract(1, [registered(NOT_STATED), counted]).after(cohort, 'a'))).toEqual({
      'custody UA': 'not stated',
    });
  });

  it('withdraws the cohort where the entry is its registration', () => {
    const state = retract(0, [registered()]).after(cohort, 'a');
    expect(known(state).status).toBe('withdrawn');
    expect(whereaboutsIn(state)).toEqual({});
    expect(allowedActions(state)).toEqual([]);
    retract(0, [registered(), retracted('cohort-a#0', 'CohortRegistered')]).thenRejected('cohort-withdrawn');
  });

  it('of what nothing was built on leaves later entries alone', () => {
    const history = [registered(), corrected(AT.custody, 8), went(AT.custody, AT.released, exactly(146))];
    expect(whereaboutsIn(retract(1, history).after(cohort, 'a'))).toEqual({ released: '146' });
  });

  it('twice is nothing', () => {
    retract(1, [registered(), corrected(AT.custody, 8), RETRACTED]).thenNothing();
  });
});

describe('an entry cannot be retracted', () => {
  it('that is not there', () => {
    retract(7, [registered()]).thenRejected('entry-not-found');
    retract(0, []).thenRejected('cohort-not-found');
  });

  it('that is a retraction', () => {
    retract(2, [registered(), corrected(AT.custody, 8), RETRACTED]).thenRejected('retraction-is-final');
  });

  it('in the future', () => {
    given({ 'cohort-a': [registered()] })
      .when(useCaseOf(RetractEntry), 'a', { entryId: 'cohort-a#0', reason: 'a mistake', occurredOn: '2027' })
      .thenRejected('occurred-in-the-future');
  });

  it.each<[string, index: number, history: readonly CohortEvent[]]>([
    ['part of them moved on', 1, [...HANDED_OVER, went(AT.released, AT.repatriated, exactly(1))]],
    ['all of them moved on', 1, [...HANDED_OVER, went(AT.released, AT.repatriated, { everyone: exactly(146) })]],
    [
      'an unknown number of them moved on',
      1,
      [
        registered(NOT_STATED),
        went(AT.custody, AT.released, { everyone: NOT_STATED }),
        went(AT.released, AT.repatriated, NOT_STATED),
      ],
    ],
    ['all of them moved', 0, HANDED_OVER],
    [
      'all of the unknown number moved',
      0,
      [registered(NOT_STATED), went(AT.custody, AT.released, { everyone: NOT_STATED })],
    ],
    [
      'the gain was needed',
      1,
      [registered(), corrected(AT.custody, 8), went(AT.custody, AT.released, { everyone: exactly(154) })],
    ],
    ['some were found to be fewer', 1, [...HANDED_OVER, corrected(AT.released, -1)]],
  ])('where people would be owed, because %s', (_, index, history) => {
    retract(index, history).thenRejected('not-enough-people');
  });

  it('where all together would be owed, though no position is by itself', () => {
    retract(1, [
      registered(exactly(1), AT.released),
      recounted(AT.released, exactly(1), NOT_STATED),
      went(AT.released, AT['interim-care'], { everyone: NOT_STATED }),
      corrected(AT['interim-care'], -2),
    ]).thenRejected('not-enough-people');
  });

  it('does not stand in the way of another, where all who came have left', () => {
    const history = [
      registered(exactly(19)),
      went(AT.custody, AT.released, { kind: 'about', value: 1 }),
      went(AT.custody, AT.released, exactly(19)),
      confirmed(AT.released, '2025-08-24'),
    ];
    expect(retract(3, history).decided()[0]!.events).toHaveLength(1);
  });

  it('that is the registration, once there are others', () => {
    retract(0, [registered(NOT_STATED), corrected(AT.custody, 8)]).thenRejected('entry-built-on');
  });

  it('that is a handover, once it is acknowledged', () => {
    retract(1, [...HANDED_OVER, acknowledged('cohort-a#1')]).thenRejected('entry-built-on', { by: 'cohort-a#2' });
    const history = [...HANDED_OVER, acknowledged('cohort-a#1'), retracted('cohort-a#2', 'HandoverAcknowledged')];
    retract(1, history).thenEvents(retracted('cohort-a#1', 'CohortHandedOver'));
  });

  it.each<[string, index: number, history: readonly CohortEvent[]]>([
    [
      'the rest of a split',
      1,
      [registered(), acrossCohorts('CohortSplit', { newCohortId: 'b' }, AT.custody, null, exactly(8))],
    ],
    ['the part of a split', 0, [registered(exactly(8), AT.custody, { partOf: 'b' })]],
    ['a merge', 1, [registered(), acrossCohorts('CohortMerged', ABSORBING, null, AT.custody, exactly(8))]],
  ])('that spans cohorts, as %s', (_, index, history) => {
    retract(index, history).thenRejected('entry-spans-cohorts');
  });

  it('without a reason', () => {
    const entryId = '6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90';
    expect(refusedFields(RetractEntry, { entryId, reason: 'a mistake' })).toEqual([]);
    expect(refusedFields(RetractEntry, { entryId, reason: '' })).toEqual(['reason']);
    expect(refusedFields(RetractEntry, { entryId: 'cohort-a#1', reason: 'a mistake' })).toEqual(['entryId']);
  });
});
