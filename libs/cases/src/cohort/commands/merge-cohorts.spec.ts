import { given, type History } from '#eventsourcing/testing';
import { AT, known, registered, useCaseOf, went, whereaboutsIn } from '../../../testing/case-files.js';
import { cohortUseCases } from '../cohort.decider.js';
import { exactly, NOT_STATED, type Figure } from '../../values/figure.js';
import { allowedActions, cohort } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { MergeCohorts } from './merge-cohorts.js';

const B: readonly CohortEvent[] = [registered(exactly(8), AT.released, { cohortId: 'b' })];
const merge = (history: History = { 'cohort-a': [registered()], 'cohort-b': B }, intoCohortId = 'b') =>
  given(history).when(useCaseOf(MergeCohorts), 'a', { intoCohortId });
const MERGED: CohortEvent = {
  type: 'CohortMerged',
  data: {
    role: 'merged',
    other: 'b',
    occurredOn: null,
    basis: null,
    moved: [{ from: AT.custody, to: null, people: exactly(146), whole: true }],
  },
};
const ABSORBED: CohortEvent = {
  type: 'CohortMerged',
  data: {
    role: 'absorbing',
    other: 'a',
    occurredOn: null,
    basis: null,
    moved: [{ from: null, to: AT.custody, people: exactly(146), whole: false }],
  },
};

const watchedOrNot = (a: boolean, b: boolean) => ({
  'cohort-a': [registered(undefined, undefined, { watched: a })],
  'cohort-b': [registered(exactly(8), AT.released, { cohortId: 'b', watched: b })],
});

describe('merging cohorts', () => {
  it('takes everyone out of the one and into the other', () => {
    merge().then({ 'cohort-a': [MERGED], 'cohort-b': [ABSORBED] });
  });

  it('leaves alone since when others are there, where nobody says when those who are put with them came', () => {
    const dated = registered(exactly(131), AT.released, { cohortId: 'b', occurredOn: '2025-08-24' });
    const undated = registered(exactly(15), AT.released, { occurredOn: null });
    const { accounts } = known(merge({ 'cohort-a': [undated], 'cohort-b': [dated] }).after(cohort, 'b'));
    expect([...accounts.values()].map(({ since }) => since)).toEqual(['2025-08-24']);
  });

  it('goes on watching those who were watched, by the same person', () => {
    const watchOf = (a: boolean, b: boolean) => known(merge(watchedOrNot(a, b)).after(cohort, 'b')).watch.watched;
    expect([watchOf(true, false), watchOf(false, true), watchOf(false, false)]).toEqual([true, true, false]);
    const assigned: CohortEvent = { type: 'CohortAssigned', data: { assignee: 'field-office-2' } };
    const history = { ...watchedOrNot(true, false), 'cohort-a': [registered(), assigned] };
    expect(known(merge(history).after(cohort, 'b')).watch.assignee).toBe('field-office-2');
  });

  it('leaves everyone where they are', () => {
    const history = { 'cohort-a': [registered(), went(AT.custody, AT.released, exactly(100))], 'cohort-b': B };
    expect(whereaboutsIn(merge(history).after(cohort, 'b'))).toEqual({ released: '108', 'custody UA': '46' });
    expect(whereaboutsIn(merge(history).after(cohort, 'a'))).toEqual({});
  });

  it.each<[Figure, string]>([
    [NOT_STATED, 'at least 8'],
    [{ kind: 'about', value: 100 }, 'about 108'],
    [{ kind: 'between', low: 100, high: 150 }, '108 to 158'],
    [{ kind: 'withheld' }, 'at least 8'],
  ])('adds %j to 8', (people, shown) => {
    const history = { 'cohort-a': [registered(people, AT.released)], 'cohort-b': B };
    expect(whereaboutsIn(merge(history).after(cohort, 'b'))).toEqual({ released: shown });
  });

  it('can be of a part and what it was split from', () => {
    const part = registered(exactly(8), AT.released, { partOf: 'b' });
    expect(whereaboutsIn(merge({ 'cohort-a': [part], 'cohort-b': B }).after(cohort, 'b'))).toEqual({ released: '16' });
  });

  it.each<[string, Partial<ReturnType<typeof registered>['data']>]>([
    ['category', { category: 'civilian' }],
    ['Power of origin', { powerOfOrigin: 'UA', detainingPower: 'RU' }],
  ])('needs one %s', (_, facts) => {
    merge({ 'cohort-a': [registered(exactly(146), AT.custody, facts)], 'cohort-b': B }).thenRejected('cohorts-differ');
  });

  it('needs two cohorts that take commands', () => {
    merge(undefined, 'a').thenRejected('same-cohort');
    merge({ 'cohort-a': [registered()] }).thenRejected('cohort-not-found', { cohortId: 'b' });
    merge({ 'cohort-b': B }).thenRejected('cohort-not-found', { cohortId: 'a' });
    merge({ 'cohort-a': [registered(), MERGED], 'cohort-b': B }).thenRejected('cohort-merged', { into: 'b' });
    merge({ 'cohort-a': [registered()], 'cohort-b': [...B, MERGED] }).thenRejected('cohort-merged', { cohortId: 'b' });
  });

  it('needs people to merge', () => {
    merge({ 'cohort-a': [registered(exactly(0))], 'cohort-b': B }).thenRejected('nobody-to-move');
  });
});

describe('a merged cohort', () => {
  it('says where its people went', () => {
    expect(known(merge().after(cohort, 'a'))).toMatchObject({ status: 'merged', mergedInto: 'b' });
  });

  it('offers nothing', () => {
    expect(allowedActions(merge().after(cohort, 'a'))).toEqual([]);
  });

  const others = cohortUseCases.filter(({ command }) => command.name !== 'RegisterCohort');
  it.each(others.map((useCase) => [useCase.command.name, useCase] as const))('refuses %s', (_, useCase) => {
    const fields = { newCohortId: 'c', intoCohortId: 'b', destination: {}, place: { country: 'BY' }, at: {} };
    given({ 'cohort-a': [registered(), MERGED], 'cohort-b': B })
      .when(useCase, 'a', fields)
      .thenRejected('cohort-merged', { cohortId: 'a', into: 'b' });
  });

  it('cannot be registered again', () => {
    given({ 'cohort-a': [registered(), MERGED] })
      .when(
        cohortUseCases.find(({ command }) => command.name === 'RegisterCohort')!,
        'a',
        {},
      )
      .thenRejected('cohort-exists');
  });
});
