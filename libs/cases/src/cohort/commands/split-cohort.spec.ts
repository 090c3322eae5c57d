import { given, type History } from '#eventsourcing/testing';
import { accountOf, AT, known, registered, useCaseOf, went, whereaboutsIn } from '../../../testing/case-files.js';
import { exactly, NOT_STATED, type Figure } from '../../values/figure.js';
import { cohort } from '../cohort.js';
import { STAGES } from '../stages.js';
import { SplitCohort } from './split-cohort.js';

const split = (fields: object, history: History = { 'cohort-a': [registered()] }) =>
  given(history).when(useCaseOf(SplitCohort), 'a', { newCohortId: 'b', name: 'the wounded', ...fields });
const part = (people: Figure, at = AT.custody) =>
  registered(people, at, { cohortId: 'b', name: 'the wounded', partOf: 'a' });
const left = (people: Figure, whole: boolean, from = AT.custody) => ({
  type: 'CohortSplit',
  data: { newCohortId: 'b', occurredOn: null, basis: null, moved: [{ from, to: null, people, whole }] },
});

describe('splitting a cohort', () => {
  it('takes a part out of the one and registers it as another', () => {
    split({ headcount: exactly(8) }).then({
      'cohort-a': [left(exactly(8), false)],
      'cohort-b': [part(exactly(8))],
    });
  });

  it('takes everyone where no headcount is given', () => {
    const when = split({});
    when.then({ 'cohort-a': [left(exactly(146), true)], 'cohort-b': [part(exactly(146))] });
    expect(whereaboutsIn(when.after(cohort, 'a'))).toEqual({});
    expect(whereaboutsIn(when.after(cohort, 'b'))).toEqual({ 'custody UA': '146' });
  });

  it.each(STAGES)('leaves the part where it is: %s', (stage) => {
    const when = split({ headcount: exactly(8) }, { 'cohort-a': [registered(exactly(146), AT[stage])] });
    when.then({ 'cohort-a': [left(exactly(8), false, AT[stage])], 'cohort-b': [part(exactly(8), AT[stage])] });
  });

  it.each<[there: Figure, asked: Figure | undefined, left: string | undefined, part: string]>([
    [NOT_STATED, undefined, undefined, 'not stated'],
    [NOT_STATED, exactly(8), 'not stated', '8'],
    [{ kind: 'between', low: 10, high: 20 }, exactly(8), '2 to 12', '8'],
    [exactly(146), { kind: 'about', value: 8 }, 'about 138', 'about 8'],
    [{ kind: 'withheld' }, undefined, undefined, 'withheld'],
  ])('of %j can be %j', (there, headcount, staying, going) => {
    const when = split({ headcount }, { 'cohort-a': [registered(there)] });
    expect(whereaboutsIn(when.after(cohort, 'a'))).toEqual(staying === undefined ? {} : { 'custody UA': staying });
    expect(whereaboutsIn(when.after(cohort, 'b'))).toEqual({ 'custody UA': going });
  });

  it('carries on who they are and who holds them', () => {
    const facts = { category: 'civilian', custodian: 'SBU', custodySince: '2022-21', legalStatus: 'internee' } as const;
    const when = split({ headcount: exactly(8) }, { 'cohort-a': [registered(exactly(146), AT.custody, facts)] });
    expect(known(when.after(cohort, 'b'))).toMatchObject({
      ...facts,
      powerOfOrigin: 'RU',
      partOf: 'a',
      status: 'open',
    });
  });

  it('does not say of people who went further that they came when custody began', () => {
    const history = [
      registered(exactly(146), AT.custody, { custodySince: '2022-21' }),
      went(AT.custody, AT['interim-care'], { everyone: exactly(146) }, { occurredOn: '2025-08-24' }),
    ];
    const state = split({ headcount: exactly(8) }, { 'cohort-a': history }).after(cohort, 'b');
    expect(accountOf(state, AT['interim-care'])?.since).toBeNull();
  });

  it('needs saying from where, if the cohort is in several positions', () => {
    const history = { 'cohort-a': [registered(), went(AT.custody, AT.released, exactly(100))] };
    split({}, history).thenRejected('position-ambiguous', { candidates: [AT.custody, AT.released] });
    split({ from: { stage: 'released' } }, history).then({
      'cohort-a': [left(exactly(100), true, AT.released)],
      'cohort-b': [part(exactly(100), AT.released)],
    });
  });

  it('needs an id that is not taken', () => {
    split({ newCohortId: 'a' }).thenRejected('cohort-exists');
    split({}, { 'cohort-a': [registered()], 'cohort-b': [registered()] }).thenRejected('cohort-exists', {
      cohortId: 'b',
    });
  });

  it('needs people to split', () => {
    split({ headcount: exactly(147) }).thenRejected('not-enough-people');
    split({ headcount: exactly(0) }).thenRejected('nobody-to-move');
    split({}, { 'cohort-a': [registered(exactly(0))] }).thenRejected('stage-not-allowed');
    split({}, {}).thenRejected('cohort-not-found');
  });
});
