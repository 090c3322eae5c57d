import { fold } from '#eventsourcing/testing';
import {
  accountOf,
  acknowledged,
  acrossCohorts,
  AT,
  cohortOf,
  confirmed,
  corrected,
  registered,
  retracted,
  went,
  whereaboutsIn,
} from '../../testing/case-files.js';
import { exactly } from '../values/figure.js';
import { allowedActions, cohort } from './cohort.js';
import type { CohortEvent } from './events.js';
import { whereabouts, type Whereabouts } from './whereabouts.js';

const handedOver = (people: Parameters<typeof went>[2], occurredOn: string | null = null, facts = {}): CohortEvent =>
  went(AT.custody, AT.released, people, { occurredOn, ...facts });
const struck = (index: number, type: CohortEvent['type']): CohortEvent => retracted(`cohort-a#${index}`, type);
const merged = acrossCohorts('CohortMerged', { role: 'merged', other: 'b' }, AT.custody, null, exactly(146));
const absorbing = acrossCohorts('CohortMerged', { role: 'absorbing', other: 'b' }, null, AT.released, exactly(8));
const since = (at: Whereabouts, ...entries: CohortEvent[]) => accountOf(cohortOf(...entries), at)?.since;
describe('a cohort', () => {
  it('is unknown until it is registered, whatever else is said', () => {
    expect(fold(cohort, 'cohort-a', [])).toEqual({ status: 'unknown' });
    expect(fold(cohort, 'cohort-a', [handedOver(exactly(3))])).toEqual({ status: 'unknown' });
  });

  it('is what its registration says', () => {
    const facts = { custodian: 'SBU', custodySince: '2022-21', legalStatus: 'prisoner of war' };
    expect(cohortOf(registered(exactly(146), AT.custody, facts))).toMatchObject({
      ...facts,
      status: 'open',
      id: 'a',
      name: 'Russian servicemen',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      partOf: null,
      mergedInto: null,
      openHandovers: [],
    });
  });

  it('is registered once: a second registration says nothing', () => {
    const once = cohortOf(registered());
    expect(cohortOf(registered(), registered(exactly(9)))).toEqual(once);
  });

  it('is in as many positions as people were taken to', () => {
    const state = cohortOf(
      registered(),
      handedOver({ everyone: exactly(146) }),
      went(AT.released, AT['in-transit'], exactly(138)),
      went(AT['in-transit'], AT['interim-care'], { everyone: exactly(138) }),
      went(AT['interim-care'], AT.exited, exactly(1)),
    );
    expect(whereaboutsIn(state)).toEqual({ released: '8', 'interim-care BY': '137', 'exited BY died': '1' });
  });

  it('takes in who another cohort brings, and goes on', () => {
    const state = cohortOf(registered(), absorbing);
    expect(state).toMatchObject({ status: 'open', mergedInto: null });
    expect(whereaboutsIn(state)).toEqual({ 'custody UA': '146', released: '8' });
  });

  it('is held by who held it last', () => {
    const PL = whereabouts('custody', { country: 'PL', runBy: 'a guard' });
    const state = cohortOf(
      registered(),
      went(AT.custody, PL, { everyone: exactly(146) }, { detainingPower: 'PL', custodian: 'a guard' }),
    );
    expect(state).toMatchObject({ detainingPower: 'PL', custodian: 'a guard' });
  });

  it('passes over the retraction of what it does not have', () => {
    const state = cohortOf(registered(), struck(7, 'CohortDeparted'));
    expect(whereaboutsIn(state)).toEqual({ 'custody UA': '146' });
  });

  it('does not change a state that it was given', () => {
    const before = cohortOf(registered(), handedOver(exactly(8)), confirmed(AT.custody, '2025-08-24'));
    const [accounts, handovers] = [[...before.accounts], [...before.openHandovers]];
    for (const event of [corrected(AT.custody, 3), struck(1, 'CohortHandedOver'), acknowledged('cohort-a#1')]) {
      cohort.evolve(before, { ...event, id: 'later', recordedAt: '2026-01-02T03:04:05.000Z' });
    }
    expect([...before.accounts]).toEqual(accounts);
    expect(before.openHandovers).toEqual(handovers);
  });
});

describe('since when people are in a position', () => {
  it('is when custody began, not when it was told', () => {
    const facts = { custodySince: '2022-21', occurredOn: '2025-08-24' };
    expect(since(AT.custody, registered(exactly(146), AT.custody, facts))).toBe('2022-21');
    expect(since(AT.custody, registered(exactly(146), AT.custody, { ...facts, custodySince: null }))).toBe(
      '2025-08-24',
    );
  });

  it('is when the first of them came, in whatever order it was told', () => {
    const [early, late] = [handedOver(exactly(1), '2025-08-14'), handedOver(exactly(1), '2025-08-24')];
    expect(since(AT.released, registered(), early, late)).toBe('2025-08-14');
    expect(since(AT.released, registered(), late, early)).toBe('2025-08-14');
  });

  it('is the first day that is stated of any of them, whoever else came on no stated day', () => {
    const [dated, undated] = [handedOver(exactly(1), '2025-08-14'), handedOver(exactly(1))];
    expect(since(AT.released, registered(), dated, undated)).toBe('2025-08-14');
    expect(since(AT.released, registered(), undated, dated)).toBe('2025-08-14');
    expect(since(AT.released, registered(), undated)).toBeNull();
  });

  it('begins again where everyone had left', () => {
    expect(
      since(
        AT.released,
        registered(),
        handedOver(exactly(1), '2025-08-14'),
        went(AT.released, AT.repatriated, { everyone: exactly(1) }),
        handedOver(exactly(1), '2025-08-24'),
      ),
    ).toBe('2025-08-24');
  });

  it('is not touched by a correction', () => {
    const entries = [registered(), handedOver(exactly(5), '2025-08-14'), corrected(AT.released, 3)];
    expect(since(AT.released, ...entries)).toBe('2025-08-14');
  });
});

describe('what may be done with a cohort', () => {
  it('is nothing before it is registered, once it is merged, and once it is withdrawn', () => {
    expect(allowedActions({ status: 'unknown' })).toEqual([]);
    expect(allowedActions(cohortOf(registered(), merged))).toEqual([]);
    expect(allowedActions(cohortOf(registered(), struck(0, 'CohortRegistered')))).toEqual([]);
  });

  it('depends on all positions where people may be', () => {
    const actions = allowedActions(cohortOf(registered(), handedOver(exactly(5))));
    expect(actions).toContain('record-exchange');
    expect(actions).toContain('admit-to-interim-care');
    expect(actions).not.toContain('complete-rehabilitation');
  });

  it('depends on no position that nobody is left in', () => {
    const people = { kind: 'between', low: 100, high: 150 } as const;
    const state = cohortOf(registered(people), handedOver(exactly(150)));
    expect(whereaboutsIn(state)).toEqual({ 'custody UA': '0', released: '150' });
    expect(allowedActions(state)).not.toContain('record-exchange');
  });
});
