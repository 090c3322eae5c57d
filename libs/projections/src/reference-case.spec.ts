import { exactly, NOT_STATED } from '#cases';
import { CaseFiles } from '../testing/case-files.js';
import { arriveInBelarus, EXCHANGE, goHome, RESIDENTS, SERVICEMEN } from '../testing/reference-case.js';
import {
  caseFile,
  cohortList,
  cohortStatus,
  exchangeFile,
  exchangeTotalsReport,
  flowsReport,
  interimCareReport,
  intermediariesReport,
  rehabilitationReport,
  seriesReport,
  stagesReport,
} from './index.js';

const asOf = '2025-09-10';
const atLeast = (value: number) => ({ kind: 'at-least', value });
const SOLDIERS = { category: 'prisoner-of-war', powerOfOrigin: 'RU', notStated: 0 };
const CIVILIANS = { category: 'civilian', powerOfOrigin: 'RU', notStated: 0 };
const SOURCED = { grade: 'F6', unsourced: 0 };

const known = (value: number) => {
  return { people: exactly(value), estimate: value, withoutEstimate: 0, notStated: 0, withheld: 0, dates: null };
};
const perhaps = (value: number) => ({ people: { kind: 'at-most', value }, dates: 'range', ...SOURCED });

describe('given the exchange of 24 August 2025, and 138 of the 146 gone home since', () => {
  const files = new CaseFiles();
  const { models } = files;

  beforeAll(async () => {
    await arriveInBelarus(files);
    await goHome(files);
    await files.catchUp();
  });
  afterAll(() => files.remove());

  it('a cohort is in two places at once, in the order of the way home', async () => {
    expect(await cohortStatus(models, SERVICEMEN, { asOf })).toMatchObject({
      id: SERVICEMEN,
      headcount: exactly(146),
      revision: 6,
      position: await files.store.head(),
      stage: 'several',
      status: 'open',
      balances: [
        { stage: 'interim-care', country: 'BY', place: null, people: exactly(8), since: '2025-08-24', daysInStage: 17 },
        {
          stage: 'rehabilitation',
          country: 'RU',
          place: 'a Ministry of Defence facility',
          runBy: 'Russian Ministry of Defence',
          people: exactly(138),
          since: '2025-09-02',
          daysInStage: 8,
        },
      ],
      grade: 'F6',
      unsourced: 5,
    });
    expect(await cohortStatus(models, 'nobody', { asOf })).toBeUndefined();
  });

  it('on 25 August all 146 are in Belarus, the residents are released, and custody is empty', async () => {
    expect(await stagesReport(models, { on: '2025-08-25' })).toEqual({
      position: await files.store.head(),
      on: '2025-08-25',
      rows: [
        { stage: 'released', country: null, ...CIVILIANS, ...SOURCED, ...known(8) },
        { stage: 'interim-care', country: 'BY', ...SOLDIERS, grade: null, unsourced: 1, ...known(146) },
      ],
      contradictions: [],
    });
  });

  it('before the exchange a cohort was at most those of whom nobody says since when they were held', async () => {
    expect(await cohortStatus(models, SERVICEMEN, { asOf, on: '2025-08-23' })).toMatchObject({
      headcount: { kind: 'at-most', value: 146 },
      dates: 'range',
      stage: 'custody',
      balances: [{ stage: 'custody', people: { kind: 'at-most', value: 146 }, dates: 'range', since: null }],
    });
    expect(await exchangeFile(models, EXCHANGE, { on: '2025-08-23' })).toBeUndefined();
    expect(await exchangeFile(models, EXCHANGE, { on: '2025-08-24' })).toMatchObject({ id: EXCHANGE });
  });

  it('before the exchange between nobody and all of them were in custody: nobody knows since when', async () => {
    const { rows } = await stagesReport(models, { on: '2025-08-23' });
    expect(rows).toMatchObject([
      { stage: 'custody', country: 'UA', ...CIVILIANS, ...perhaps(8) },
      { stage: 'custody', country: 'UA', ...SOLDIERS, ...perhaps(146) },
    ]);
  });

  it('reports on interim care say who came, who left, who is there and for how long', async () => {
    const { rows } = await interimCareReport(models, { asOf });
    expect(rows).toMatchObject([
      {
        cohortId: SERVICEMEN,
        country: 'BY',
        admitted: exactly(146),
        left: exactly(138),
        present: exactly(8),
        services: ['medical', 'psychological'],
        admittedOn: '2025-08-24',
        leftOn: '2025-09-01',
        days: 17,
        expectedDays: 14,
        grade: null,
        unsourced: 2,
      },
    ]);
    expect((await interimCareReport(models, { asOf, on: '2025-08-30' })).rows).toMatchObject([
      { admitted: exactly(146), left: null, present: exactly(146), leftOn: null, days: 6 },
    ]);
  });

  it('reports on rehabilitation go by facility and operator', async () => {
    expect((await rehabilitationReport(models, { asOf })).rows).toMatchObject([
      {
        facility: 'a Ministry of Defence facility',
        operator: 'Russian Ministry of Defence',
        begun: exactly(138),
        completed: null,
        leftOtherwise: null,
        present: exactly(138),
        days: { shortest: 8, longest: 8 },
        grade: null,
        unsourced: 1,
      },
    ]);
  });

  it('flows link stages and countries, in a period', async () => {
    const { rows } = await flowsReport(models, { from: '2025-09-01', to: '2025-09-01' });
    expect(rows.map(({ source, target, people }) => [source?.stage, target?.stage, people])).toEqual([
      // Nobody says when they were registered: it may have been in this period.
      [undefined, 'custody', { kind: 'at-most', value: 154 }],
      ['in-transit', 'repatriated', exactly(138)],
      ['interim-care', 'in-transit', exactly(138)],
    ]);
  });

  it('a series has a row for each stage and day on which somebody is there', async () => {
    const { rows } = await seriesReport(models, { from: '2025-08-31', to: '2025-09-02', category: 'prisoner-of-war' });
    expect(rows.map(({ day, stage, people }) => [day, stage, people])).toEqual([
      ['2025-08-31', 'interim-care', exactly(146)],
      ['2025-09-01', 'interim-care', exactly(8)],
      ['2025-09-01', 'repatriated', exactly(138)],
      ['2025-09-02', 'interim-care', exactly(8)],
      ['2025-09-02', 'rehabilitation', exactly(138)],
    ]);
  });

  it('exchanges count each way, by month and by intermediary', async () => {
    const { rows } = await exchangeTotalsReport(models, { period: 'month', intermediary: 'AE' });
    expect(
      rows.map(({ period, powerOfOrigin, category, people }) => [period, powerOfOrigin, category, people]),
    ).toEqual([
      ['2025-08', 'RU', 'civilian', exactly(8)],
      ['2025-08', 'RU', 'prisoner-of-war', exactly(146)],
      ['2025-08', 'UA', null, NOT_STATED],
    ]);
    expect((await intermediariesReport(models)).rows).toMatchObject([
      { intermediary: 'AE', people: atLeast(154), exchanges: [{ exchangeId: EXCHANGE, runningTotal: atLeast(154) }] },
    ]);
    expect((await exchangeFile(models, EXCHANGE))?.legs).toMatchObject([
      { cohortId: SERVICEMEN, retractedBy: null },
      { cohortId: RESIDENTS, retractedBy: null },
    ]);
  });

  it('a case file shows what was where before and after each entry, page by page', async () => {
    const first = await caseFile(models, SERVICEMEN, { limit: 4 });
    const second = await caseFile(models, SERVICEMEN, { limit: 4, cursor: first!.next! });
    const entries = [...first!.rows, ...second!.rows];
    expect(entries.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(second!.next).toBeNull();
    expect(entries[1]).toMatchObject({
      type: 'CohortHandedOver',
      before: [{ stage: 'custody', people: exactly(146) }],
      after: [{ stage: 'released', people: exactly(146) }],
      data: { exchangeId: EXCHANGE, leg: 1 },
    });
    expect(await caseFile(models, 'nobody')).toBeUndefined();
  });

  it('lists of cohorts are filtered, sorted either way and paged', async () => {
    const ids = async (query: object) => (await cohortList(models, { asOf, ...query })).rows.map(({ id }) => id);
    expect(await ids({ sort: '-id' })).toEqual([SERVICEMEN, RESIDENTS]);
    expect(await ids({ stage: ['interim-care'], country: ['BY'] })).toEqual([SERVICEMEN]);
    expect(await ids({ category: 'civilian', sort: 'name' })).toEqual([RESIDENTS]);
    const page = await cohortList(models, { asOf, sort: '-updated', limit: 1 });
    expect(page.rows.map(({ id }) => id)).toEqual([SERVICEMEN]);
    expect(await ids({ sort: '-updated', limit: 1, cursor: page.next })).toEqual([RESIDENTS]);
    await expect(ids({ sort: 'name', cursor: page.next })).rejects.toThrow('another order');
  });

  it('on 25 August a cohort is in Belarus alone, whatever was recorded since of later days', async () => {
    await files.send('ConfirmWhereabouts', SERVICEMEN, {
      at: { stage: 'interim-care', country: 'BY' },
      occurredOn: '2025-08-25',
    });
    await files.catchUp();
    const confirmed = { stage: 'interim-care', people: exactly(146), since: '2025-08-24', confirmedOn: '2025-08-25' };
    expect(await cohortStatus(models, SERVICEMEN, { asOf, on: '2025-08-25' })).toMatchObject({
      on: '2025-08-25',
      headcount: exactly(146),
      stage: 'interim-care',
      balances: [{ ...confirmed, daysInStage: 1 }],
    });
    const there = await cohortList(models, { asOf, on: '2025-08-24', stage: ['interim-care'] });
    expect(there.rows.map(({ id, balances }) => [id, balances[0]!.confirmedOn])).toEqual([[SERVICEMEN, null]]);
    const nowhere = await cohortList(models, { asOf, on: '2025-08-25', stage: ['rehabilitation'] });
    expect(nowhere.rows).toEqual([]);
    const file = await caseFile(models, SERVICEMEN, { on: '2025-08-25', limit: 4 });
    expect([file!.rows.map(({ type }) => type), file!.next === null]).toEqual([
      ['CohortRegistered', 'CohortHandedOver', 'CohortDeparted', 'CohortAdmittedToInterimCare'],
      false,
    ]);
  });
});
