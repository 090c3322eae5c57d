import {
  acknowledged,
  AT,
  cohortOf,
  confirmed,
  corrected,
  registered,
  retracted,
  went,
  whereaboutsIn,
} from '../../testing/case-files.js';
import { exactly, NOT_STATED } from '../values/figure.js';
import { findEntry, standingEntries } from './cohort.js';
import type { CohortEvent } from './events.js';

const handedOver = (people: Parameters<typeof went>[2], occurredOn: string | null = null, facts = {}): CohortEvent =>
  went(AT.custody, AT.released, people, { occurredOn, ...facts });
const struck = (index: number, type: CohortEvent['type']): CohortEvent => retracted(`cohort-a#${index}`, type);
/** The same people in the same place, held by another Power. */
const toPower = (power: string): CohortEvent =>
  went(AT.custody, AT.custody, { everyone: exactly(146) }, { detainingPower: power, custodian: power });

describe('a retraction restores what earlier entries said', () => {
  it.each<[string, entries: readonly CohortEvent[], again: readonly CohortEvent[]]>([
    [
      'since when people are where they stayed',
      [
        registered(),
        handedOver(exactly(5), '2025-08-14'),
        handedOver(exactly(5), '2025-08-24'),
        struck(1, 'CohortHandedOver'),
      ],
      [registered(), handedOver(exactly(5), '2025-08-24')],
    ],
    [
      'since when people were where all of them had left',
      [
        registered(),
        handedOver(exactly(5), '2025-08-14'),
        went(AT.released, AT.repatriated, { everyone: exactly(5) }, { occurredOn: '2025-08-24' }),
        struck(2, 'CohortRepatriated'),
      ],
      [registered(), handedOver(exactly(5), '2025-08-14')],
    ],
    [
      'when people were last seen where all of them had left',
      [
        registered(),
        confirmed(AT.custody, '2025-08-01'),
        handedOver({ everyone: exactly(146) }, '2025-08-24'),
        struck(2, 'CohortHandedOver'),
      ],
      [registered(), confirmed(AT.custody, '2025-08-01')],
    ],
    [
      'when they were last seen',
      [
        registered(),
        confirmed(AT.custody, '2025-08-01'),
        confirmed(AT.custody, '2025-08-24'),
        struck(2, 'WhereaboutsConfirmed'),
      ],
      [registered(), confirmed(AT.custody, '2025-08-01')],
    ],
    [
      'when they were last seen, if ever',
      [registered(), confirmed(AT.custody, '2025-08-01'), struck(1, 'WhereaboutsConfirmed')],
      [registered()],
    ],
  ])('%s', (_, entries, again) => {
    expect([...cohortOf(...entries).accounts.values()]).toEqual([...cohortOf(...again).accounts.values()]);
  });

  it('who holds them: the newest of the transfers that stand', () => {
    const transfers = [registered(exactly(146), AT.custody, { custodian: 'SBU' }), toPower('PL'), toPower('SK')];
    expect(cohortOf(...transfers, struck(2, 'CustodyTransferred'))).toMatchObject({ detainingPower: 'PL' });
    expect(cohortOf(...transfers, struck(1, 'CustodyTransferred'))).toMatchObject({ detainingPower: 'SK' });
    expect(cohortOf(...transfers, struck(1, 'CustodyTransferred'), struck(2, 'CustodyTransferred'))).toMatchObject({
      detainingPower: 'UA',
      custodian: 'SBU',
    });
  });

  it('which handovers are open', () => {
    const entries = [registered(), handedOver(exactly(5)), handedOver(exactly(6)), acknowledged('cohort-a#1')];
    expect(cohortOf(...entries).openHandovers).toEqual(['cohort-a#2']);
    expect(cohortOf(...entries, struck(3, 'HandoverAcknowledged')).openHandovers).toEqual(['cohort-a#2', 'cohort-a#1']);
    expect(cohortOf(...entries, struck(2, 'CohortHandedOver')).openHandovers).toEqual([]);
  });

  it('and settles nothing again: who left as everyone stays everyone', () => {
    const entries = [
      registered(NOT_STATED),
      corrected(AT.custody, 8),
      handedOver({ everyone: { kind: 'at-least', value: 8 } }),
      corrected(AT.released, 5),
      struck(3, 'HeadcountCorrected'),
    ];
    expect(whereaboutsIn(cohortOf(...entries))).toEqual({ released: 'at least 8' });
  });
});

describe('the entries of a cohort', () => {
  const state = cohortOf(registered(), handedOver(exactly(5)), corrected(AT.custody, 1), struck(1, 'CohortHandedOver'));

  it('stay, those that are struck through too', () => {
    expect(findEntry(state, 'cohort-a#1')?.type).toBe('CohortHandedOver');
    expect(findEntry(state, 'cohort-a#9')).toBeUndefined();
  });

  it('stand unless they are struck through, the newest first', () => {
    expect(standingEntries(state).map(({ type }) => type)).toEqual([
      'EntryRetracted',
      'HeadcountCorrected',
      'CohortRegistered',
    ]);
  });
});
