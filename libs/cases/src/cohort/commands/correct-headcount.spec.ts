import { given } from '#eventsourcing/testing';
import {
  accountOf,
  AT,
  confirmed,
  corrected,
  known,
  refusedFields,
  registered,
  useCaseOf,
  went,
  whereaboutsIn,
} from '../../../testing/case-files.js';
import { exactly, NOT_STATED, type Figure } from '../../values/figure.js';
import { figureOf } from '../../values/balance.js';
import { cohort } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { totalOf } from '../accounts.js';
import { CorrectHeadcount } from './correct-headcount.js';

const correct = (fields: object, history: readonly CohortEvent[] = [registered()]) =>
  given({ 'cohort-a': history }).when(useCaseOf(CorrectHeadcount), 'a', {
    at: { stage: 'custody' },
    reason: 'counted again',
    ...fields,
  });

describe('correcting a headcount', () => {
  it.each([1, -1, -146])('changes the total by %i', (change) => {
    correct({ change }).thenEvents(corrected(AT.custody, change));
    const { accounts } = known(correct({ change }).after(cohort, 'a'));
    expect(figureOf(totalOf(accounts))).toEqual(exactly(146 + change));
  });

  it('takes no more than there are', () => {
    correct({ change: -147 }).thenRejected('not-enough-people', { asked: exactly(147), there: exactly(146) });
  });

  it.each<[there: Figure, counted: Figure, shown: string]>([
    [NOT_STATED, exactly(146), '146'],
    [{ kind: 'about', value: 100 }, exactly(120), '120'],
    [exactly(146), { kind: 'about', value: 150 }, 'about 150'],
    [exactly(146), NOT_STATED, 'not stated'],
    [{ kind: 'at-most', value: 5 }, exactly(9), '9'],
  ])('counts again what was %j: %j', (there, counted, shown) => {
    expect(whereaboutsIn(correct({ counted }, [registered(there)]).after(cohort, 'a'))).toEqual({
      'custody UA': shown,
    });
  });

  it('counts one position again and leaves the others alone', () => {
    const history = [registered(NOT_STATED), went(AT.custody, AT.released, exactly(30))];
    const state = correct({ counted: exactly(100) }, history).after(cohort, 'a');
    expect(whereaboutsIn(state)).toEqual({ released: '30', 'custody UA': '100' });
  });

  it('can find nobody', () => {
    expect(whereaboutsIn(correct({ counted: exactly(0) }).after(cohort, 'a'))).toEqual({});
  });

  it('keeps since when they are there and when they were seen', () => {
    const history = [
      registered(exactly(146), AT.custody, { custodySince: '2022-21' }),
      confirmed(AT.custody, '2025-08'),
    ];
    for (const fields of [{ change: 1 }, { change: -1 }, { counted: exactly(7) }, { counted: NOT_STATED }]) {
      const state = correct({ ...fields, occurredOn: '2025-09-10' }, history).after(cohort, 'a');
      expect(accountOf(state, AT.custody)).toMatchObject({ since: '2022-21', confirmedOn: '2025-08' });
    }
  });

  it('needs something to change', () => {
    correct({ counted: exactly(146) }).thenRejected('count-unchanged');
  });

  it('is of people who are somewhere, up to now', () => {
    correct({ change: 1, at: { stage: 'released' } }).thenRejected('nobody-there');
    correct({ change: 1, occurredOn: '2027' }).thenRejected('occurred-in-the-future');
  });

  it.each<[string[], object]>([
    [[], { change: -1 }],
    [[], { counted: exactly(3), change: null }],
    [['change'], {}],
    [['change'], { change: 0 }],
    [['change'], { change: 1.5 }],
    [['change'], { change: 2_000_000_000 }],
    [['counted'], { change: 1, counted: exactly(3) }],
    [['counted'], { counted: 3 }],
    [['at'], { change: 1, at: undefined }],
    [['reason'], { change: 1, reason: '' }],
  ])('refuses %j of %j', (fields, body) => {
    expect(refusedFields(CorrectHeadcount, { at: { stage: 'custody' }, reason: 'why', ...body })).toEqual(fields);
  });
});
