import { exactly, type Figure } from '#cases';
import {
  flowsReport,
  interimCareReport,
  rehabilitationReport,
  seriesReport,
  stagesReport,
  type Graded,
  type ReadModels,
} from '#projections';
import { CaseFiles } from '../../projections/testing/case-files.js';
import { comparing } from '../testing/comparing.js';
import { flows } from './flows.js';
import { interimCare } from './interim-care.js';
import { series } from './series.js';
import { stages } from './stages.js';

const compareFlows = comparing(flows);
const compareInterimCare = comparing(interimCare);
const compareSeries = comparing(series);
const compareStages = comparing(stages);

const ABOUT: Figure = { kind: 'about', value: 10 };
const MINISTRY = { source: 'ru-mod', reliability: 'F', credibility: '6' };
const MONITOR = { source: 'monitor', reliability: 'B', credibility: '2' };
const BELARUS = { place: { country: 'BY' } };
const asOf = '2025-09-10';

function graded({ grade, unsourced }: Graded): string {
  return `${grade ?? 'none'} ${unsourced}`;
}

/** How well every row of the reports about people is sourced. */
async function said(models: ReadModels, query: { on?: string; knownAt?: string } = {}): Promise<object> {
  const { on, knownAt } = query;
  const clock = knownAt === undefined ? {} : { knownAt };
  const stages = await stagesReport(models, query);
  const care = await interimCareReport(models, { ...query, asOf });
  const rehabilitation = await rehabilitationReport(models, { ...query, asOf });
  const flows = await flowsReport(models, { ...clock, to: on });
  const series = await seriesReport(models, { ...clock, from: '2025-08-20', to: on ?? '2025-09-01' });
  const last = series.rows.filter(({ day }) => day === series.to);
  return {
    stages: stages.rows.map((row) => `${row.stage} ${graded(row)}`),
    care: care.rows.map(graded),
    rehabilitation: rehabilitation.rows.map(graded),
    flows: flows.rows.map((row) => `${row.source?.stage ?? ''} > ${row.target?.stage ?? ''} ${graded(row)}`),
    series: last.map((row) => `${row.stage} ${graded(row)}`),
  };
}

describe.each([
  ['exact', exactly(10)],
  ['inexact', ABOUT],
])('how well rows about people are sourced, given %s figures', (_, headcount) => {
  let files: CaseFiles;
  let admitted: string;
  beforeEach(async () => {
    files = new CaseFiles();
    files.now = '2025-08-25T10:00:00.000Z';
    await files.send('RegisterSource', 'ru-mod', { sourceId: 'ru-mod', name: 'Ministry', kind: 'armed-forces' });
    await files.send('RegisterCohort', 'a', {
      cohortId: 'a',
      name: 'a',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      headcount,
      basis: MINISTRY,
    });
    await files.send('RecordExchange', 'x', {
      exchangeId: 'x',
      occurredOn: '2025-08-24',
      basis: MONITOR,
      legs: [{ cohortId: 'a' }],
    });
    [admitted] = (await files.send('AdmitToInterimCare', 'a', { ...BELARUS, occurredOn: '2025-08-25' })) as [string];
  });
  afterEach(() => files.remove());

  const ARRIVED = {
    stages: ['interim-care none 1'],
    care: ['none 1'],
    rehabilitation: [],
    flows: [' > custody F6 0', 'custody > released B2 0', 'released > interim-care none 1'],
    series: ['interim-care none 1'],
  };
  const RELEASED = {
    ...ARRIVED,
    stages: ['released B2 0'],
    care: [],
    flows: ARRIVED.flows.slice(0, 2),
    series: ['released B2 0'],
  };

  it('a row has the worst grade of what it adds up, and counts what names no source', async () => {
    await files.catchUp();
    expect(await said(files.models)).toEqual(ARRIVED);
    expect(await said(files.models, { on: '2025-08-25' })).toEqual(ARRIVED);
    expect(await said(files.models, { on: '2025-08-24' })).toEqual(RELEASED);
    expect(await said(files.models, { on: '2025-08-23' })).toMatchObject({ stages: ['custody F6 0'] });
  });

  it('given the entry without a source is taken back, none is left; known before, it was there', async () => {
    const before = await files.catchUp();
    await files.send('RetractEntry', 'a', { entryId: admitted, reason: 'another group' });
    await files.catchUp();
    expect(await said(files.models)).toEqual(RELEASED);
    expect(await said(files.models, { knownAt: before! })).toEqual(ARRIVED);
  });

  it('given it is said again by somebody, the grade alone has changed, and what changed it is named', async () => {
    const before = await files.catchUp();
    files.now = '2025-09-02T10:00:00.000Z';
    const [retraction] = await files.send('RetractEntry', 'a', { entryId: admitted, reason: 'without a source' });
    const [again] = await files.send('AdmitToInterimCare', 'a', {
      ...BELARUS,
      occurredOn: '2025-08-25',
      basis: MINISTRY,
    });
    await files.catchUp();
    for (const { rows } of [
      await compareStages(files.models, { from: before! }),
      await compareInterimCare(files.models, { from: before! }),
      await compareFlows(files.models, { from: before! }),
    ]) {
      expect(rows).toMatchObject([
        {
          change: 'changed',
          before: { grade: null, unsourced: 1 },
          after: { grade: 'F6', unsourced: 0 },
          differences: {},
          entries: [{ entryId: retraction }, { entryId: again }],
        },
      ]);
    }
  });

  it('given a source is withdrawn, what rested on it is unsourced, unless another source says the same', async () => {
    files.now = '2025-08-30T10:00:00.000Z';
    const [exit] = await files.send('RecordExit', 'a', {
      kind: 'died',
      headcount: exactly(1),
      basis: MINISTRY,
      occurredOn: '2025-08-26',
    });
    const before = await files.catchUp();
    files.now = '2025-09-02T10:00:00.000Z';
    const [withdrawal] = await files.send('WithdrawSource', 'ru-mod', { reason: 'invented' });
    const withdrawn = await files.catchUp();
    const lost = {
      stages: ['interim-care F6 2', 'exited F6 1'],
      care: ['F6 2'],
      flows: [
        ' > custody F6 1',
        'custody > released B2 0',
        'interim-care > exited F6 1',
        'released > interim-care none 1',
      ],
      series: ['interim-care F6 2', 'exited F6 1'],
    };
    expect(await said(files.models)).toMatchObject(lost);
    expect(await said(files.models, { on: '2025-08-25' })).toMatchObject({ stages: ['interim-care none 1'] });
    expect(await said(files.models, { on: '2025-08-23' })).toMatchObject({ stages: ['custody F6 1'] });
    expect(await said(files.models, { knownAt: before! })).toMatchObject({
      stages: ['interim-care F6 1', 'exited F6 0'],
    });
    const period = { firstDay: '2025-08-26', lastDay: '2025-08-26' };
    for (const { rows } of [
      await compareStages(files.models, { from: before! }),
      await compareSeries(files.models, { from: before!, ...period }),
    ]) {
      const why = [{ entryId: withdrawal, type: 'SourceWithdrawn', why: 'recorded' }];
      expect(rows).toMatchObject([
        { before: { unsourced: 1 }, after: { unsourced: 2 }, differences: {}, entries: why },
        { before: { unsourced: 0 }, after: { unsourced: 1 }, differences: {}, entries: why },
      ]);
    }

    const { rows } = await compareFlows(files.models, { from: before! });
    expect(rows.map(({ row }) => row.target)).toMatchObject([{ stage: 'custody' }, { stage: 'exited' }]);
    await files.send('CorroborateEntry', exit!, { basis: MONITOR });
    await files.catchUp();
    expect(await said(files.models)).toMatchObject({ stages: ['interim-care F6 1', 'exited F6 0'] });
    expect(await said(files.models, { knownAt: withdrawn! })).toMatchObject(lost);
  });

  it('given rehabilitation by several cohorts, its row takes them together; given parts, each bears its own entry', async () => {
    files.now = '2025-08-30T10:00:00.000Z';
    const repatriated = { place: { country: 'RU' }, occurredOn: '2025-08-27', basis: MONITOR };
    await files.send('MarkRepatriated', 'a', repatriated);
    await files.send('SplitCohort', 'a', {
      newCohortId: 'b',
      name: 'b',
      headcount: exactly(4),
      from: { stage: 'repatriated' },
      occurredOn: '2025-08-27',
    });
    const begin = { facility: { country: 'RU' }, occurredOn: '2025-08-28' };
    await files.send('BeginRehabilitation', 'a', { ...begin, basis: MINISTRY });
    await files.send('BeginRehabilitation', 'b', begin);
    await files.catchUp();
    const all = {
      // Repatriated, the two halves of the split, and two departures: nobody is left there, so that it has no row.
      stages: ['rehabilitation F6 1'],
      rehabilitation: ['F6 1'],
      series: ['rehabilitation F6 1'],
    };
    expect(await said(files.models)).toMatchObject(all);
    expect(await said(files.models, { on: '2025-08-27' })).toMatchObject({ stages: ['repatriated B2 2'] });
  });
});
