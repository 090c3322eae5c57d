import { exactly, NOT_STATED } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { interimCareReport, stagesReport } from '../index.js';

const WHO = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA' };
const BELARUS = { place: { country: 'BY' } };

describe('who was where on a day', () => {
  let files: CaseFiles;
  beforeEach(() => void (files = new CaseFiles()));
  afterEach(() => files.remove());

  const register = (cohortId: string, fields: object = {}) =>
    files.send('RegisterCohort', cohortId, { ...WHO, cohortId, name: cohortId, headcount: exactly(10), ...fields });
  const handOver = (exchangeId: string, cohortId: string, occurredOn: string | null, headcount?: object) =>
    files.send('RecordExchange', exchangeId, { exchangeId, occurredOn, legs: [{ cohortId, headcount }] });

  async function on(day: string): Promise<{ rows: unknown[]; undated: unknown[]; contradictions: readonly object[] }> {
    await files.catchUp();
    const { rows, undated, contradictions } = await stagesReport(files.models, { on: day });
    const short = ({ stage, people }: (typeof rows)[number]): unknown[] => [stage, people];
    return { rows: rows.map(short), undated: undated.map(short), contradictions };
  }

  it('given a rough date, counts from its last day, and never from later than it was recorded', async () => {
    await register('a', { custodySince: '2022-21' });
    await register('b', { custodySince: '2025' });
    expect((await on('2022-05-30')).rows).toEqual([]);
    expect((await on('2022-05-31')).rows).toEqual([['custody', exactly(10)]]);
    expect((await on('2025-09-09')).rows).toEqual([['custody', exactly(10)]]);
    expect((await on('2025-09-10')).rows).toEqual([['custody', exactly(20)]]);
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
      undated: [],
      contradictions: [],
    });
    const { rows } = await interimCareReport(files.models, { asOf: '2025-09-10' });
    expect(rows.map(({ cohortId, admitted, left, present }) => [cohortId, admitted, left, present])).toEqual([
      ['a', exactly(6), null, exactly(6)],
      ['b', exactly(4), exactly(4), exactly(0)],
    ]);
  });

  it('given dates that contradict each other, counts the departure with the arrival, and names both entries', async () => {
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
        ['released', exactly(2)],
      ],
      undated: [],
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
    expect((await on('2025-08-19')).undated).toEqual([['custody', exactly(10)]]);
  });
});
