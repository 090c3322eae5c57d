import { given, type History } from '#eventsourcing/testing';
import { refusedFields, registered, useCaseOf } from '../../../testing/case-files.js';
import { abortedExchange, leg, plannedExchange, recordedExchange } from '../../../testing/exchange-files.js';
import { exactly, NOT_STATED } from '../../values/figure.js';
import { PlanExchange } from './plan-exchange.js';

const plan = (legs: object[], fields: object = {}, history: History = { 'cohort-a': [registered()] }) =>
  given(history).when(useCaseOf(PlanExchange), 'x', {
    exchangeId: 'x',
    planned: true,
    legs: legs as PlanExchange['legs'],
    ...fields,
  });

describe('planning an exchange', () => {
  it('takes nobody from anywhere', () => {
    plan([{ cohortId: 'a', headcount: exactly(192) }]).then({
      'exchange-x': [plannedExchange([leg(1, 'a', exactly(192))])],
    });
  });

  it('does not say how many where nobody said so', () => {
    plan([{ cohortId: 'a' }]).then({ 'exchange-x': [plannedExchange([leg(1, 'a', NOT_STATED)])] });
  });

  it('can be of people who are not registered yet, and registers nobody', () => {
    const register = {
      cohortId: 'b',
      name: 'b',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
    };
    plan([{ register, terms: 'unilateral' }]).then({
      'exchange-x': [plannedExchange([leg(1, 'b', NOT_STATED, 'unilateral')])],
    });
  });

  it('is about a day to come, as a rule', () => {
    plan([{ cohortId: 'a' }], { occurredOn: '2099', intermediaries: ['TR', 'AE'] }).then({
      'exchange-x': [plannedExchange([leg(1, 'a', NOT_STATED)], { occurredOn: '2099', intermediaries: ['AE', 'TR'] })],
    });
  });

  it('is done once', () => {
    for (const before of [plannedExchange([]), recordedExchange()]) {
      plan([{ cohortId: 'a' }], {}, { 'exchange-x': [before] }).thenRejected('exchange-exists');
    }
    const aborted = { 'exchange-x': [plannedExchange([]), abortedExchange()] };
    plan([{ cohortId: 'a' }], {}, aborted).thenRejected('exchange-exists');
  });

  it('is of cohorts that are known', () => {
    plan([{ cohortId: 'b' }]).thenRejected('cohort-not-found', { cohortId: 'b' });
  });

  it('says of itself that it is a plan', () => {
    expect(refusedFields(PlanExchange, { exchangeId: 'x', legs: [{ cohortId: 'a' }], planned: true })).toEqual([]);
    expect(refusedFields(PlanExchange, { exchangeId: 'x', legs: [{ cohortId: 'a' }] })).toEqual(['planned']);
  });
});
