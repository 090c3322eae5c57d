import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { arriveInBelarus, EXCHANGE, RESIDENTS, SERVICEMEN } from '../../testing/reference-case.js';
import {
  caseFile,
  cohortStatus,
  exchangeFile,
  exchangeList,
  sourceEntries,
  sourceFile,
  sourceList,
  sourceWithdrawal,
  statementFile,
} from '../index.js';

const asOf = '2025-08-25';

describe('given the case of 24 August 2025, and the sources that it rests on', () => {
  const files = new CaseFiles();
  const { models } = files;
  const register = async (sourceId: string, fields: object = {}) =>
    files.send('RegisterSource', sourceId, { sourceId, name: sourceId, kind: 'media', ...fields });

  beforeAll(async () => {
    files.now = '2025-08-25T09:00:00.000Z';
    await register('ru-mod', { kind: 'armed-forces', party: 'RU', independenceGroup: 'ru-state' });
    await register('ru-agency', { independenceGroup: 'ru-state' });
    await register('wam', { kind: 'intermediary', party: 'AE' });
    await files.send('GradeSource', 'ru-mod', { reliability: 'D', reason: 'figures corrected twice' });
    await files.send('GradeSource', 'ru-mod', { reliability: 'C', reason: 'returns confirmed by families' });
    await files.send('CaptureStatement', 'telegram-1', {
      statementId: 'telegram-1',
      sourceId: 'ru-mod',
      url: 'https://t.me/example',
      publishedOn: '2025-08-24',
      capturedAt: '2025-08-24T18:00:00Z',
      method: 'screenshot',
      collector: 'Field office',
      sha256: 'a'.repeat(64),
      mediaType: 'image/png',
      bytes: 1000,
    });
    await arriveInBelarus(files);
    await files.catchUp();
  });
  afterAll(() => files.remove());

  it('sources are listed with their grade and its history, and filtered', async () => {
    const { rows } = await sourceList(models, { party: 'RU' });
    expect(rows).toMatchObject([
      { id: 'ru-mod', status: 'registered', reliability: 'C', grades: [{ reliability: 'D' }, { reliability: 'C' }] },
    ]);
    expect((await sourceList(models, { sort: '-id', limit: 2 })).rows.map(({ id }) => id)).toEqual(['wam', 'ru-mod']);
    expect((await sourceList(models, { status: 'withdrawn' })).rows).toEqual([]);
  });

  it('a source shows what it published, and how much rests on it', async () => {
    expect(await sourceFile(models, 'ru-mod')).toMatchObject({
      registration: { kind: 'armed-forces', independenceGroup: 'ru-state', withdrawn: null },
      statements: [{ statementId: 'telegram-1', method: 'screenshot', sha256: 'a'.repeat(64), recordedAt: files.now }],
      atStake: { resting: 5, unsourced: 5, files: { cohort: 2, exchange: 1 } },
    });
    expect(await statementFile(models, 'telegram-1')).toMatchObject({ sourceId: 'ru-mod' });
    expect(await sourceFile(models, 'nobody')).toBeUndefined();
  });

  it('entries of all files that rest on it are paged', async () => {
    const first = await sourceEntries(models, 'ru-mod', { limit: 3 });
    const second = await sourceEntries(models, 'ru-mod', { limit: 3, cursor: first.next! });
    expect([...first.rows, ...second.rows].map(({ file, type }) => [file.kind, file.id, type])).toEqual([
      ['cohort', SERVICEMEN, 'CohortRegistered'],
      ['exchange', EXCHANGE, 'ExchangeRecorded'],
      ['cohort', SERVICEMEN, 'CohortHandedOver'],
      ['cohort', RESIDENTS, 'CohortRegistered'],
      ['cohort', RESIDENTS, 'CohortHandedOver'],
    ]);
    expect(second.next).toBeNull();
  });

  it('an entry that only a source of the same group corroborates would rest on nothing, one of another group would not', async () => {
    const [registered, handedOver] = (await caseFile(models, SERVICEMEN))!.rows;
    await files.send('CorroborateEntry', registered!.entryId, { basis: { source: 'ru-agency' } });
    await files.send('CorroborateEntry', handedOver!.entryId, { basis: { source: 'wam' } });
    await files.send('DisputeEntry', handedOver!.entryId, { reason: 'only 140', basis: { source: 'ua-agency' } });
    await files.catchUp();
    const { rows } = await sourceWithdrawal(models, 'ru-mod');
    expect(rows).toMatchObject([
      { file: { kind: 'cohort', id: RESIDENTS }, resting: 2, unsourced: 2 },
      { file: { kind: 'cohort', id: SERVICEMEN }, resting: 2, unsourced: 1, entryIds: [registered!.entryId] },
      { file: { kind: 'exchange', id: EXCHANGE }, resting: 1, unsourced: 1 },
    ]);
    const page = await sourceWithdrawal(models, 'ru-mod', { limit: 1 });
    expect((await sourceWithdrawal(models, 'ru-mod', { limit: 1, cursor: page.next! })).rows).toEqual([rows[1]]);
  });

  it('lines of the case file and claims of the exchange show who disputes and who corroborates them', async () => {
    const [, handedOver] = (await caseFile(models, SERVICEMEN))!.rows;
    expect(handedOver).toMatchObject({
      disputedBy: [{ reason: 'only 140', basis: { source: 'ua-agency' } }],
      corroboratedBy: [{ basis: { source: 'wam' } }],
    });
    const [line] = (await exchangeFile(models, EXCHANGE))!.lines;
    const { entryId } = line!.claims[0]!;
    await files.send('DisputeEntry', entryId, { reason: 'another day', basis: { source: 'ua-agency' } });
    await files.catchUp();
    const disputed = (await exchangeFile(models, EXCHANGE))!.lines[0]!.claims[0];
    expect(disputed).toMatchObject({ disputedBy: [{ reason: 'another day' }], corroboratedBy: [] });
  });

  it('when a source is withdrawn, what rests on it alone stands unsourced', async () => {
    expect(await cohortStatus(models, SERVICEMEN, { asOf })).toMatchObject({ grade: 'F6', unsourced: 2 });
    expect(await exchangeFile(models, EXCHANGE)).toMatchObject({ grade: 'F6', unsourced: 0 });
    await files.send('WithdrawSource', 'ru-mod', { reason: 'invented figures' });
    await files.catchUp();
    expect(await sourceFile(models, 'ru-mod')).toMatchObject({
      registration: { status: 'withdrawn', withdrawn: { reason: 'invented figures' } },
    });
    expect(await cohortStatus(models, SERVICEMEN, { asOf })).toMatchObject({ unsourced: 3 });
    expect(await cohortStatus(models, RESIDENTS, { asOf })).toMatchObject({ unsourced: 2 });
    expect((await exchangeList(models)).rows).toMatchObject([{ id: EXCHANGE, grade: 'F6', unsourced: 1 }]);
  });

  it('an exchange taken back is out of the list unless it is asked for, and can be recorded again', async () => {
    const ids = async (status?: 'withdrawn' | 'planned') =>
      (await exchangeList(models, { status })).rows.map(({ id }) => id);
    const fields = {
      occurredOn: '2025-08-20',
      intermediaries: ['AE'],
      legs: [{ register: cohortOf('late'), headcount: exactly(5) }],
    };
    await files.send('RecordExchange', 'late', { exchangeId: 'late', ...fields });
    await files.send('RetractExchange', 'late', { reason: 'wrong day' });
    await files.catchUp();
    expect([await ids(), await ids('withdrawn')]).toEqual([[EXCHANGE], ['late']]);
    await files.send('RecordExchange', 'late', { exchangeId: 'late', ...fields });
    await files.catchUp();
    expect([await ids(), await ids('withdrawn')]).toEqual([[EXCHANGE, 'late'], []]);
    expect(await cohortStatus(models, 'late', { asOf })).toMatchObject({ status: 'open', headcount: exactly(5) });
  });
});

function cohortOf(cohortId: string): object {
  const whose = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA' };
  return { cohortId, name: cohortId, ...whose, headcount: exactly(5) };
}
