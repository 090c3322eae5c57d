import { given, type History } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { claimed, takenBack } from '../../../testing/claim-files.js';
import { NOT_STATED } from '../../values/figure.js';
import type { StatementEvent } from '../../sources/events.js';
import type { ClaimEvent } from '../events.js';
import { ClaimHeldPopulation } from './claim-held-population.js';

const ABOUT_6000 = { kind: 'about', value: 6000 } as const;
const CLAIM = {
  claimId: 'c',
  detainingPower: 'RU',
  powerOfOrigin: 'UA',
  category: 'prisoner-of-war',
  headcount: ABOUT_6000,
} as const;
const claim = (fields: object = {}, history: ClaimEvent[] = []) =>
  given({ 'claim-c': history }).when(useCaseOf(ClaimHeldPopulation), 'c', { ...CLAIM, ...fields });
const rest = (source: string, history: History) =>
  given(history).when(useCaseOf(ClaimHeldPopulation), 'c', { ...CLAIM, basis: { source, statement: 's' } });

describe('claiming a held population', () => {
  it('keeps where they are held, by whom and on whose word, and how many of them since then', () => {
    const facilities = [
      { managedBy: 'Federal Penal Service', reportedly: true },
      { country: 'RU', name: 'A colony' },
    ];
    claim({ facilities, heldSince: '2022-21', heldSincePortion: 'many' }).thenEvents(
      claimed(ABOUT_6000, {
        heldSince: '2022-21',
        heldSincePortion: 'many',
        facilities: [
          { country: null, name: null, managedBy: 'Federal Penal Service', reportedly: true },
          { country: 'RU', name: 'A colony', managedBy: null, reportedly: false },
        ],
      }),
    );
    claim({ heldSincePortion: 'many' }).thenRejected('portion-of-nothing');
    expect(refusedFields(ClaimHeldPopulation, { ...CLAIM, heldSincePortion: 'half', facilities: [] })).toEqual([
      'heldSincePortion',
      'facilities',
    ]);
  });

  it('can rest on a stored statement of its source', () => {
    const captured: StatementEvent = {
      type: 'StatementCaptured',
      data: { statementId: 's', sourceId: 'law-enforcement' } as StatementEvent['data'],
    };
    const graded = { url: null, publishedOn: null, reliability: 'F', credibility: '6' } as const;
    const basis = { source: 'law-enforcement', ...graded, statement: 's' };
    rest('law-enforcement', { 'statement-s': [captured] }).then({ 'claim-c': [claimed(ABOUT_6000, { basis })] });
    rest('law-enforcement', {}).thenRejected('statement-not-found', { statementId: 's' });
    rest('other', { 'statement-s': [captured] }).thenRejected('statement-of-another', { of: 'law-enforcement' });
  });

  it('keeps the figure as it was said, and what is not said as not stated', () => {
    claim().thenEvents(claimed(ABOUT_6000));
  });

  it('keeps who holds them, as what, since when and who says so', () => {
    const said = {
      population: 'those confirmed by the ICRC',
      asOf: '2025-08-22',
      custodian: 'Federal Penal Service',
      legalStatus: 'prisoner of war',
      heldSince: '2022-21',
    };
    const basis = {
      source: 'law-enforcement',
      url: null,
      publishedOn: null,
      reliability: 'F',
      credibility: '6',
    } as const;
    claim({ ...said, basis: { source: 'law-enforcement' } }).thenEvents(
      claimed(ABOUT_6000, { ...said, occurredOn: '2025-08-22', basis }),
    );
  });

  it('happened when it was so, unless it is said otherwise', () => {
    const dates = { asOf: '2025-08-22', occurredOn: '2025-08-24' };
    claim(dates).thenEvents(claimed(ABOUT_6000, dates));
  });

  it('may say that the figure is not stated', () => {
    claim({ headcount: NOT_STATED }).thenEvents(claimed(NOT_STATED));
  });

  it('is refused under an id that is taken, until the claim there is retracted', () => {
    claim({}, [claimed()]).thenRejected('claim-exists', { claimId: 'c' });
    claim({}, [claimed(), takenBack('claim-c#0', 'HeldPopulationClaimed')]).thenEvents(claimed());
  });

  it('is refused where a Power would hold its own', () => {
    claim({ detainingPower: 'UA' }).thenRejected('same-power', { powerOfOrigin: 'UA' });
  });

  it.each(['asOf', 'heldSince', 'occurredOn'])('is refused where %s lies in the future', (field) => {
    claim({ [field]: '2026-01-04' }).thenRejected('occurred-in-the-future', { occurredOn: '2026-01-04' });
    expect(claim({ [field]: '2026-01-03' }).decided()).toHaveLength(1);
  });

  it('is refused where they would be held only after the day that it speaks of', () => {
    claim({ asOf: '2022-05-31', heldSince: '2022-06' }).thenRejected('period-reversed');
    expect(claim({ asOf: '2022-05', heldSince: '2022-05-31' }).decided()).toHaveLength(1);
    expect(claim({ asOf: '2022-05-31/..', heldSince: '2022-06' }).decided()).toHaveLength(1);
    expect(claim({ asOf: null, heldSince: '2022-06' }).decided()).toHaveLength(1);
  });

  it('needs to say who is held by whom, and how many', () => {
    expect(refusedFields(ClaimHeldPopulation, CLAIM)).toEqual([]);
    expect(refusedFields(ClaimHeldPopulation, {})).toEqual([
      'claimId',
      'detainingPower',
      'powerOfOrigin',
      'category',
      'headcount',
    ]);
    const wrong = { claimId: 'C', detainingPower: 'ru', category: 'hostage', asOf: 'now', heldSince: '2022-25' };
    expect(refusedFields(ClaimHeldPopulation, { ...CLAIM, ...wrong }).toSorted()).toEqual(
      Object.keys(wrong).toSorted(),
    );
  });
});
