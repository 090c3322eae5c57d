import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { arriveInBelarus, goHome, SERVICEMEN } from '../../testing/reference-case.js';
import {
  alertList,
  caseFile,
  cohortStatus,
  interimCareReport,
  openReadDatabase,
  rebuild,
  sourceFile,
  stagesReport,
} from '../index.js';

const GOMEL = { country: 'BY', name: 'Gomel' };
const OTHER = { source: 'by-mfa', reliability: 'B', credibility: '2' };

describe('given the case of 24 August 2025, whose admission to care was said wrongly', () => {
  const files = new CaseFiles();
  const { models } = files;
  let admitted: string;
  let before: string;
  let amended: string[];

  const careOn = async (on: string, knownAt?: string) =>
    (await interimCareReport(models, { asOf: '2025-12-01', on, ...(knownAt && { knownAt }) })).rows
      .filter(({ category }) => category === 'prisoner-of-war')
      .map(({ place, present, services, admittedOn, grade }) => [place, present, services, admittedOn, grade]);
  const line = async (entryId: string, knownAt?: string) =>
    (await caseFile(models, SERVICEMEN, { limit: 200, ...(knownAt && { knownAt }) }))!.rows.find(
      (row) => row.entryId === entryId,
    )!;

  const all = async () => [await careOn('2025-08-26'), await careOn('2025-08-24', before), await line(admitted)];

  beforeAll(async () => {
    files.now = '2025-08-24T20:00:00.000Z';
    for (const sourceId of ['ru-mod', 'by-mfa']) {
      await files.send('RegisterSource', sourceId, { sourceId, name: sourceId, kind: 'authority' });
    }
    await arriveInBelarus(files);
    files.now = '2025-09-03T12:00:00.000Z';
    await goHome(files);
    before = (await files.catchUp())!;
    const rows = (await caseFile(models, SERVICEMEN, { limit: 200 }))!.rows;
    admitted = rows.find(({ type }) => type === 'CohortAdmittedToInterimCare')!.entryId;
    files.now = '2025-10-01T12:00:00.000Z';
    amended = await files.send('AmendEntry', SERVICEMEN, {
      entryId: admitted,
      reason: 'The ministry names the place and the day',
      place: GOMEL,
      occurredOn: '2025-08-25',
      services: ['medical'],
      basis: OTHER,
    });
    await files.catchUp();
  });
  afterAll(() => files.remove());

  it('reports say what it says now, and of what was known before what was said then', async () => {
    expect(await careOn('2025-08-24')).toEqual([]);
    expect(await careOn('2025-08-26')).toEqual([['Gomel', exactly(146), ['medical'], '2025-08-25', 'B2']]);
    expect(await careOn('2025-09-02')).toEqual([['Gomel', exactly(8), ['medical'], '2025-08-25', expect.anything()]]);
    const then = await careOn('2025-08-24', before);
    expect(then).toEqual([[null, exactly(146), ['medical', 'psychological'], '2025-08-24', null]]);
  });

  it('those who went on went on from there, and nobody is lost or counted twice', async () => {
    const status = (await cohortStatus(models, SERVICEMEN, { asOf: '2025-10-01' }))!;
    expect(status.balances.map(({ stage, place, people }) => [stage, place, people])).toEqual([
      ['interim-care', 'Gomel', exactly(8)],
      ['rehabilitation', 'a Ministry of Defence facility', exactly(138)],
    ]);
    expect(amended).toHaveLength(2);
    const { rows } = await stagesReport(models, { on: '2025-08-30' });
    expect(rows.filter(({ category }) => category === 'prisoner-of-war')).toMatchObject([{ people: exactly(146) }]);
  });

  it('the case file keeps the former wording, and says which entry put it right and which follow', async () => {
    expect(await line(admitted)).toMatchObject({
      occurredOn: '2025-08-24',
      data: { services: ['medical', 'psychological'] },
      retractedBy: null,
      amendedBy: amended[0],
    });
    expect(await line(admitted, before)).toMatchObject({ amendedBy: null, retractedBy: null });
    expect(await line(amended[0]!)).toMatchObject({
      type: 'EntryAmended',
      occurredOn: '2025-08-25',
      basis: OTHER,
      data: {
        entryId: admitted,
        amended: 'CohortAdmittedToInterimCare',
        reason: 'The ministry names the place and the day',
        wording: { expectedDays: 14, services: ['medical'] },
      },
    });
    expect(await line(amended[0]!)).not.toHaveProperty('data.first');
    expect(await line(amended[1]!)).toMatchObject({ data: { amended: 'CohortDeparted', follows: admitted } });
  });

  it('alerts and sources go by what it says now', async () => {
    const overdue = (await alertList(models, { asOf: '2025-10-01', cohortId: SERVICEMEN, kind: 'overdue-in-stage' }))
      .rows;
    const inCare = overdue.find(({ about }) => about.whereabouts?.stage === 'interim-care');
    expect(inCare).toMatchObject({ since: '2025-09-09', entryIds: [admitted] });
    expect((await sourceFile(models, 'by-mfa'))!.atStake).toMatchObject({ resting: 1 });
  });

  it('can be amended again and taken back, as one entry', async () => {
    const [again] = await files.send('AmendEntry', SERVICEMEN, {
      entryId: admitted,
      reason: 'It was the day before',
      occurredOn: '2025-08-24',
    });
    await files.catchUp();
    expect(await careOn('2025-08-24')).toEqual([['Gomel', exactly(146), ['medical'], '2025-08-24', 'B2']]);
    expect(await line(amended[0]!)).toMatchObject({ amendedBy: again });
    await expect(
      files.send('RetractEntry', SERVICEMEN, { entryId: admitted, reason: 'Another cohort' }),
    ).rejects.toMatchObject({ code: 'not-enough-people', facts: { blockedBy: [{ entryId: expect.any(String) }] } });
  });

  it('built again, all of it is the same', async () => {
    const live = await all();
    const database = await openReadDatabase({ folder: files.folder });
    expect(await rebuild(files.store, database)).toBe(true);
    await database.close();
    expect(await all()).toEqual(live);
  });
});
