import { exactly, NOT_STATED, type Figure } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { interimCareReport, seriesReport, stagesReport } from '../index.js';

const WHO = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA' };
const between = (low: number, high: number): Figure => ({ kind: 'between', low, high });
const atMost = (value: number): Figure => ({ kind: 'at-most', value });
const BELARUS = { place: { country: 'BY' } };

describe('who was where on a day', () => {
  let files: CaseFiles;
  beforeEach(() => void (files = new CaseFiles()));
  afterEach(() => files.remove());

  const register = (cohortId: string, fields: object = {}) =>
    files.send('RegisterCohort', cohortId, { ...WHO, cohortId, name: cohortId, headcount: exactly(10), ...fields });
  const handOver = (exchangeId: string, cohortId: string, occurredOn: string | null, headcount?: object) =>
    files.send('RecordExchange', exchangeId, { exchangeId, occurredOn, legs: [{ cohortId, headcount }] });

  async function on(day: string): Promise<{ rows: unknown[]; contradictions: readonly object[] }> {
    await files.catchUp();
    const { rows, contradictions } = await stagesReport(files.models, { on: day });
    const short = ({ stage, people }: (typeof rows)[number]): unknown[] => [stage, people];
    return { rows: rows.map(short), contradictions };
  }

  it('given a rough date, is a range from its first day to its last, and never later than it was recorded', async () => {
    await register('a', { custodySince: '2022-21' });
    await register('b', { custodySince: '2025' });
    expect((await on('2022-02-28')).rows).toEqual([]);
    expect((await on('2022-03-01')).rows).toEqual([['custody', atMost(10)]]);
    expect((await on('2022-05-30')).rows).toEqual([['custody', atMost(10)]]);
    expect((await on('2022-05-31')).rows).toEqual([['custody', exactly(10)]]);
    expect((await on('2025-09-09')).rows).toEqual([['custody', between(10, 20)]]);
    expect((await on('2025-09-10')).rows).toEqual([['custody', exactly(20)]]);
  });

  it('given ten of whom six left on some day of a month, are between four and ten on the days of it', async () => {
    files.now = '2026-03-10T12:00:00.000Z';
    await register('a', { custodySince: '2022-21' });
    await handOver('x', 'a', '2026-02-01');
    const leaving = { destination: { country: 'BY' }, headcount: exactly(6), occurredOn: '2026-02' };
    await files.send('MarkInTransit', 'a', leaving);
    expect((await on('2026-02-15')).rows).toEqual([
      ['released', between(4, 10)],
      ['in-transit', atMost(6)],
    ]);
    expect((await on('2026-02-28')).rows).toEqual([
      ['released', exactly(4)],
      ['in-transit', exactly(6)],
    ]);
    const series = await seriesReport(files.models, { from: '2026-02-15', to: '2026-02-15' });
    expect(series.rows).toMatchObject([
      { stage: 'released', people: between(4, 10), dates: 'range' },
      { stage: 'in-transit', people: atMost(6), dates: 'range' },
    ]);
  });

  it('given a correction, counts it from its own day, whatever its sign', async () => {
    await register('more', { occurredOn: '2025-01-01' });
    await register('fewer', { occurredOn: '2025-01-01' });
    const correction = { at: { stage: 'custody' }, reason: 'counted', occurredOn: '2025-02-01' };
    await files.send('CorrectHeadcount', 'more', { ...correction, change: 3 });
    expect((await on('2025-01-31')).rows).toEqual([['custody', exactly(20)]]);
    expect((await on('2025-02-01')).rows).toEqual([['custody', exactly(23)]]);
    await files.send('CorrectHeadcount', 'fewer', { ...correction, change: -3 });
    expect((await on('2025-01-31')).rows).toEqual([['custody', exactly(20)]]);
    expect((await on('2025-02-01')).rows).toEqual([['custody', exactly(20)]]);
  });

  it('given people who went to another camp on no stated day, counts the stage and country as one number', async () => {
    await register('a', { occurredOn: '2025-01-01' });
    await files.send('TransferCustody', 'a', { place: { country: 'UA', name: 'a camp' }, custodian: 'a camp' });
    expect((await on('2025-02-01')).rows).toEqual([['custody', exactly(10)]]);
  });

  it('given part of a cohort that is split off on no stated day, counts it once, whatever it did before that was recorded', async () => {
    await register('a');
    await handOver('x', 'a', '2025-08-20');
    await files.send('AdmitToInterimCare', 'a', { ...BELARUS, occurredOn: '2025-08-21' });
    await files.send('SplitCohort', 'a', { newCohortId: 'b', name: 'b', headcount: exactly(4) });
    await files.send('MarkRepatriated', 'b', { place: { country: 'RU' }, occurredOn: '2025-08-25' });
    expect((await on('2025-08-24')).rows).toEqual([['interim-care', exactly(10)]]);
    expect(await on('2025-08-25')).toEqual({
      rows: [
        ['interim-care', exactly(6)],
        ['repatriated', exactly(4)],
      ],
      contradictions: [],
    });
    const { rows } = await interimCareReport(files.models, { asOf: '2025-09-10' });
    expect(rows.map(({ cohortId, admitted, left, present }) => [cohortId, admitted, left, present])).toEqual([
      ['a', exactly(6), null, exactly(6)],
      ['b', exactly(4), exactly(4), exactly(0)],
    ]);
  });

  it('given dates that contradict each other, holds at nobody where more had left than had come, and names the entries', async () => {
    await register('a', { occurredOn: '2025-08-01' });
    await handOver('x', 'a', '2025-08-20', exactly(2));
    const [, arrival] = await handOver('y', 'a', '2025-08-28', exactly(8));
    const [departure] = await files.send('AdmitToInterimCare', 'a', {
      ...BELARUS,
      headcount: exactly(6),
      occurredOn: '2025-08-22',
    });
    expect(await on('2025-08-25')).toEqual({
      rows: [
        ['custody', exactly(8)],
        ['interim-care', exactly(6)],
      ],
      contradictions: [
        { cohortId: 'a', entryIds: [departure, arrival], statedFrom: '2025-08-22', countedFrom: '2025-08-28' },
      ],
    });
    expect(await on('2025-08-28')).toMatchObject({
      rows: [
        ['released', exactly(4)],
        ['interim-care', exactly(6)],
      ],
      contradictions: [],
    });
  });

  it('given a headcount that is not stated, says so, and never that there is nobody', async () => {
    await register('a', { headcount: NOT_STATED, occurredOn: '2025-08-01' });
    await register('b', { occurredOn: '2025-08-02' });
    await files.catchUp();
    expect((await stagesReport(files.models, { on: '2025-08-01' })).rows).toMatchObject([
      { people: NOT_STATED, notStated: 1 },
    ]);
    expect((await stagesReport(files.models)).rows).toMatchObject([
      { people: { kind: 'at-least', value: 10 }, notStated: 1 },
    ]);
  });

  it('given an entry that was struck through, counts without it on every day', async () => {
    await register('a');
    const entries = await handOver('x', 'a', '2025-08-20');
    const [care] = await files.send('AdmitToInterimCare', 'a', { ...BELARUS, occurredOn: '2025-08-21' });
    await files.send('RetractEntry', 'a', { entryId: care, reason: 'another group' });
    expect(entries).toHaveLength(2);
    expect((await on('2025-08-25')).rows).toEqual([['released', exactly(10)]]);
    expect((await on('2025-08-19')).rows).toEqual([['custody', atMost(10)]]);
  });
});
