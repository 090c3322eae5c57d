import { exactly, NOT_STATED } from '#cases';
import { type ReportComparison } from '#projections';
import { CaseFiles } from '../../projections/testing/case-files.js';
import { comparing } from '../testing/comparing.js';
import { exchangeTotals } from './exchange-totals.js';
import { heldPopulations } from './held-populations.js';
import { intermediaries } from './intermediaries.js';
import { reconciliation } from './reconciliation.js';

const compareExchangeTotals = comparing(exchangeTotals);
const compareHeldPopulations = comparing(heldPopulations);
const compareIntermediaries = comparing(intermediaries);
const compareReconciliation = comparing(reconciliation);

/** Of the other side nobody says how many they were: who counts one side alone leaves nothing open. */
const RULE = { intermediaries: ['AE'], powersOfOrigin: ['RU'] };
const SOLDIERS = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };
const atLeast = (value: number) => ({ kind: 'at-least', value });
const AUGUST = '2025-08-26T00:00:00Z';

/** The change, what tells the row apart, its people before and after, and the entries with why they made a difference. */
function short({ rows }: ReportComparison, field = 'people'): unknown[][] {
  return rows.map(({ change, row, before, after, entries }) => [
    change,
    Object.values(row).find((value) => value !== 'all'),
    before?.[field] ?? null,
    after?.[field] ?? null,
    entries.map(({ type, file, why }) => `${type} ${file.id} ${why}`),
  ]);
}

describe('given exchanges, claims and totals of which some were recorded or taken back later', () => {
  const files = new CaseFiles();
  const { models } = files;
  const record = (exchangeId: string, occurredOn: string, people: number, intermediary: string) =>
    files.send('RecordExchange', exchangeId, {
      exchangeId,
      occurredOn,
      intermediaries: [intermediary],
      basis: { source: 'ru-mod' },
      legs: [
        {
          register: {
            ...SOLDIERS,
            terms: undefined,
            cohortId: `${exchangeId}-1`,
            name: 'Servicemen',
            detainingPower: 'UA',
            headcount: exactly(people),
          },
          headcount: exactly(people),
        },
      ],
    });
  const publish = (totalId: string, total: number, asOf: string) =>
    files.send('RecordPublishedTotal', totalId, {
      totalId,
      claimant: 'UAE',
      total: exactly(total),
      asOf,
      rule: RULE,
    });
  const claim = (claimId: string, people: number, asOf: string) =>
    files.send('ClaimHeldPopulation', claimId, {
      claimId,
      detainingPower: 'RU',
      powerOfOrigin: 'UA',
      category: 'prisoner-of-war',
      headcount: exactly(people),
      asOf,
    });

  beforeAll(async () => {
    files.now = '2025-08-25T09:00:00.000Z';
    await files.send('RegisterSource', 'ru-mod', { sourceId: 'ru-mod', name: 'Ministry', kind: 'armed-forces' });
    await record('known', '2025-08-24', 146, 'AE');
    await publish('first', 1000, '2025-08-14');
    await publish('second', 1146, '2025-08-24');
    const [entryId] = await claim('early', 6000, '2025-08-22');
    files.now = '2025-09-02T09:00:00.000Z';
    await record('late', '2025-08-20', 10, 'AE');
    await record('new', '2025-09-01', 5, 'TR');
    await files.send('RetractClaim', 'early', { entryId, reason: 'misread' });
    await claim('new', 6100, '2025-09-01');
    await files.catchUp();
  });
  afterAll(() => files.remove());

  it('totals of exchanges name the exchanges that came in, and say which of them came late', async () => {
    expect(short(await compareExchangeTotals(models, { from: AUGUST }))).toEqual([
      [
        'changed',
        'RU',
        exactly(146),
        exactly(161),
        ['ExchangeRecorded late recorded-late', 'ExchangeRecorded new recorded'],
      ],
      // Of the other side nobody says anything, of two exchanges more.
      [
        'changed',
        'UA',
        NOT_STATED,
        NOT_STATED,
        ['ExchangeRecorded late recorded-late', 'ExchangeRecorded new recorded'],
      ],
    ]);
    expect(short(await compareExchangeTotals(models, { from: AUGUST, intermediary: 'TR', period: 'month' }))).toEqual([
      ['appeared', '2025-09', null, exactly(5), ['ExchangeRecorded new recorded']],
      ['appeared', '2025-09', null, NOT_STATED, ['ExchangeRecorded new recorded']],
    ]);
    expect(short(await compareExchangeTotals(models, { from: AUGUST, on: '2025-08-31' }))).toMatchObject([
      ['changed', 'RU', exactly(146), exactly(156), ['ExchangeRecorded late recorded-late']],
      ['changed', 'UA', NOT_STATED, NOT_STATED, ['ExchangeRecorded late recorded-late']],
    ]);
  });

  it('what was known all along and lies on one day only is told apart', async () => {
    const days = { from: AUGUST, to: AUGUST, fromOn: '2025-08-23', toOn: '2025-08-24' };
    expect(short(await compareExchangeTotals(models, days))).toEqual([
      ['appeared', 'RU', null, exactly(146), ['ExchangeRecorded known another-day']],
      ['appeared', 'UA', null, NOT_STATED, ['ExchangeRecorded known another-day']],
    ]);
    expect((await compareExchangeTotals(models, { from: AUGUST, to: AUGUST })).rows).toEqual([]);
  });

  it('intermediaries show what was added to each', async () => {
    expect(short(await compareIntermediaries(models, { from: AUGUST }))).toEqual([
      ['changed', 'AE', atLeast(146), atLeast(156), ['ExchangeRecorded late recorded-late']],
      ['appeared', 'TR', null, atLeast(5), ['ExchangeRecorded new recorded']],
    ]);
  });

  it('a step of a count shows what it was held against, and the exchange that changed that', async () => {
    const { rows } = await compareReconciliation(models, { from: AUGUST });
    expect(rows).toMatchObject([
      {
        change: 'changed',
        row: { claimant: 'UAE', totalId: 'second' },
        before: { residual: { low: 0, high: 0 }, counted: ['known'] },
        after: { residual: { low: -10, high: -10 }, counted: ['known', 'late'] },
        differences: { expected: { low: 10, high: 10 } },
        entries: [
          { type: 'ExchangeRecorded', file: { kind: 'exchange', id: 'late' }, cohortId: null, why: 'recorded-late' },
        ],
      },
    ]);
  });

  it('claims show what was claimed and taken back', async () => {
    expect(short(await compareHeldPopulations(models, { from: AUGUST }), 'retractedBy')).toMatchObject([
      ['appeared', 'RU', null, null, ['HeldPopulationClaimed new recorded']],
      ['vanished', 'RU', null, null, ['EntryRetracted early recorded-late']],
    ]);
  });

  it('an entry that lost its source is explained by the withdrawal', async () => {
    const { position } = await models.read(async (reading) => reading);
    files.now = '2025-09-10T09:00:00.000Z';
    await files.send('WithdrawSource', 'ru-mod', { reason: 'invented' });
    await files.catchUp();
    expect(short(await compareIntermediaries(models, { from: position! }), 'unsourced')).toEqual([
      ['changed', 'AE', 0, 2, ['SourceWithdrawn ru-mod recorded']],
      ['changed', 'TR', 0, 1, ['SourceWithdrawn ru-mod recorded']],
    ]);
  });
});
