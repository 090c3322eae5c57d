import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { alertList, cohortList, cohortStatus } from '../index.js';

const AS_OF = '2025-12-01';
const SERVICEMEN = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA', headcount: exactly(10) };
const ALL = ['handover-not-acknowledged', 'no-basis', 'not-confirmed', 'overdue-in-stage', 'reports-disagree'];
const LINE = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };

describe('given an exchange of long ago that an import brought in, of which the sources do not say the same', () => {
  const files = new CaseFiles();
  const { models } = files;
  const kinds = async (knownAt?: string) =>
    (await alertList(models, { asOf: AS_OF, on: AS_OF, ...(knownAt && { knownAt }) })).rows.map(({ kind }) => kind);
  const take = async (command: string, fields: object = {}) => {
    await files.send(command, 'old', fields);
    return (await files.catchUp())!;
  };
  const found = async (query: object) => (await cohortList(models, { asOf: AS_OF, ...query })).rows.map(({ id }) => id);

  let before: string;

  beforeAll(async () => {
    const register = { cohortId: 'old', name: 'Servicemen', ...SERVICEMEN, watch: false };
    const legs = [{ register, headcount: exactly(10) }];
    await files.send('RecordExchange', 'x', { exchangeId: 'x', occurredOn: '2023-01-01', legs });
    const figures = [{ ...LINE, headcount: exactly(12) }];
    await files.send('AddExchangeReport', 'x', { basis: { source: 'ua-agency' }, figures });
    before = (await files.catchUp())!;
  });
  afterAll(() => files.remove());

  it('nothing is asked about it, and its status says that nobody watches it', async () => {
    expect(await kinds()).toEqual([]);
    const status = await cohortStatus(models, 'old', { asOf: AS_OF });
    expect(status).toMatchObject({ watched: false, assignee: null, alerts: [] });
  });

  it('all is asked about it once somebody takes it on, and what was known before stays as it was', async () => {
    await take('WatchCohort', { assignee: 'field-office-2' });
    expect((await kinds()).sort()).toEqual(ALL);
    const status = await cohortStatus(models, 'old', { asOf: AS_OF });
    expect(status).toMatchObject({ watched: true, assignee: 'field-office-2' });
    expect(status!.alerts.map(({ kind }) => kind).sort()).toEqual(ALL.filter((kind) => kind !== 'reports-disagree'));
    expect(await kinds(before)).toEqual([]);
  });

  it('saying who looks after it is no statement that lacks a source', async () => {
    expect((await cohortStatus(models, 'old', { asOf: AS_OF }))!.unsourced).toBe(2);
  });

  it('is found among those that are watched, and by who looks after it', async () => {
    expect(await found({ watched: true })).toEqual(['old']);
    expect(await found({ watched: false })).toEqual([]);
    expect(await found({ watched: false, knownAt: before })).toEqual(['old']);
    expect(await found({ assignee: ['field-office-2', 'another'] })).toEqual(['old']);
    expect(await found({ assignee: ['somebody else'] })).toEqual([]);
  });

  it('nothing is asked once the watch ends, and all again once that is struck through', async () => {
    const watching = (await files.catchUp())!;
    const [ended] = await files.send('EndWatch', 'old', {});
    await files.catchUp();
    expect(await kinds()).toEqual([]);
    expect((await kinds(watching)).sort()).toEqual(ALL);
    await take('RetractEntry', { entryId: ended, reason: 'too early' });
    expect((await kinds()).sort()).toEqual(ALL);
  });
});
