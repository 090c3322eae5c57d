import { exactly } from '#cases';
import { compareCohort, stagesReport, type ReportComparison } from '#projections';
import fc from 'fast-check';
import { CaseFiles } from '../../projections/testing/case-files.js';
import { histories, IDS, live, withdrawingSource, type Attempt } from '../../projections/testing/histories.js';
import { arriveInBelarus, SERVICEMEN } from '../../projections/testing/reference-case.js';
import { comparing } from '../testing/comparing.js';
import { flows } from './flows.js';
import { interimCare } from './interim-care.js';
import { rehabilitation } from './rehabilitation.js';
import { series } from './series.js';
import { stages } from './stages.js';

const compareFlows = comparing(flows);
const compareInterimCare = comparing(interimCare);
const compareRehabilitation = comparing(rehabilitation);
const compareSeries = comparing(series);
const compareStages = comparing(stages);

const AUGUST = '2025-08-26T00:00:00Z';
const on = '2025-08-25';

/** The change, the stage, the people before and after with their difference, and why. */
function short({ rows }: ReportComparison): unknown[][] {
  return rows.map(({ change, row, before, after, differences, entries }) => [
    change,
    row.stage ?? null,
    before?.people ?? null,
    after?.people ?? null,
    differences.people ?? null,
    entries.map(({ entryId, why }) => [entryId, why]),
  ]);
}

describe('what changed between two moments', () => {
  let files: CaseFiles;
  beforeEach(async () => {
    files = new CaseFiles();
    files.now = '2025-08-25T10:00:00.000Z';
    await arriveInBelarus(files);
    files.now = '2025-09-02T10:00:00.000Z';
  });
  afterEach(() => files.remove());

  const declined = (headcount: number, occurredOn: string) =>
    files.send('RecordExit', SERVICEMEN, {
      kind: 'declined-repatriation',
      headcount: exactly(headcount),
      from: { stage: 'interim-care' },
      occurredOn,
    });

  it('given the first of whom it is recorded that they left, no number is held against none', async () => {
    await declined(2, '2025-08-25');
    await files.catchUp();
    const { rows } = await compareInterimCare(files.models, { from: AUGUST });
    expect(rows).toMatchObject([{ before: { left: null }, after: { left: exactly(2) } }]);
    expect(rows[0]!.differences).toEqual({ present: { low: -2, high: -2 } });
  });

  it('given a fact of August recorded in September, it is absent from August and present on the day', async () => {
    const [entry] = await declined(2, '2025-08-25');
    await files.catchUp();
    const inCare = async (query: object) =>
      (await stagesReport(files.models, query)).rows.find(
        ({ stage, category }) => stage === 'interim-care' && category === 'prisoner-of-war',
      )?.people;
    expect(await inCare({ knownAt: AUGUST })).toEqual(exactly(146));
    expect(await inCare({ knownAt: AUGUST, on })).toEqual(exactly(146));
    expect(await inCare({ on })).toEqual(exactly(144));
    expect(short(await compareStages(files.models, { from: AUGUST, on }))).toEqual([
      ['changed', 'interim-care', exactly(146), exactly(144), { low: -2, high: -2 }, [[entry, 'recorded-late']]],
      ['appeared', 'exited', null, exactly(2), { low: 2, high: 2 }, [[entry, 'recorded-late']]],
    ]);
  });

  it('given a fact of September, it changes no day of August, and is no late one', async () => {
    const [entry] = await declined(2, '2025-09-01');
    await files.catchUp();
    expect((await compareStages(files.models, { from: AUGUST, on })).rows).toEqual([]);
    expect(
      short(await compareStages(files.models, { from: AUGUST })).map(([, stage, , , , why]) => [stage, why]),
    ).toEqual([
      ['interim-care', [[entry, 'recorded']]],
      ['exited', [[entry, 'recorded']]],
    ]);
  });

  it('given an entry that was taken back, names the one that did it; given both between the moments, nothing changed', async () => {
    const [exit] = await declined(2, '2025-08-25');
    const between = (await files.catchUp())!;
    files.now = '2025-09-03T10:00:00.000Z';
    const [retraction] = await files.send('RetractEntry', SERVICEMEN, { entryId: exit, reason: 'another group' });
    await files.catchUp();
    const { rows } = await compareStages(files.models, { from: between, on });
    expect(rows.map(({ change, row, entries }) => [change, row.stage, entries])).toMatchObject([
      [
        'changed',
        'interim-care',
        [{ entryId: retraction, type: 'EntryRetracted', retracts: exit, why: 'recorded-late' }],
      ],
      ['vanished', 'exited', [{ entryId: retraction, retractedBy: null }]],
    ]);
    expect((await compareStages(files.models, { from: AUGUST })).rows).toEqual([]);
    const cohort = await compareCohort(files.models, SERVICEMEN, { from: AUGUST });
    expect(cohort!.rows).toEqual([]);
    expect(cohort!.entries).toMatchObject([
      { entryId: exit, retractedBy: retraction, why: 'recorded-late' },
      { entryId: retraction, retractedBy: null },
    ]);
  });

  it('given figures that narrow each other, names with a row the entries that moved people there, and no others', async () => {
    const cohortId = 'unknown-number';
    const who = { category: 'civilian', powerOfOrigin: 'KZ', detainingPower: 'UA', occurredOn: '2025-08-01' };
    await files.send('RegisterCohort', cohortId, {
      ...who,
      cohortId,
      name: cohortId,
      headcount: { kind: 'about', value: 50 },
    });
    const handedOver = { exchangeId: 'x', occurredOn: '2025-08-02', legs: [{ cohortId, headcount: exactly(20) }] };
    await files.send('RecordExchange', 'x', handedOver);
    const from = (await files.catchUp())!;
    const some = { headcount: exactly(5), occurredOn: '2025-08-03' };
    const [care] = await files.send('AdmitToInterimCare', cohortId, { ...some, place: { country: 'BY' } });
    const [home] = await files.send('MarkRepatriated', cohortId, {
      ...some,
      place: { country: 'KZ' },
      from: { stage: 'released' },
    });
    await files.catchUp();
    const { rows } = await compareStages(files.models, { from, powerOfOrigin: 'KZ' });
    expect(rows.map(({ row, entries }) => [row.stage, entries.map(({ entryId }) => entryId)])).toEqual([
      ['released', [care, home]],
      ['interim-care', [care]],
      ['repatriated', [home]],
    ]);
  });

  it('given two days, names what was known all along and counts on one of them only', async () => {
    await files.catchUp();
    const { rows } = await compareStages(files.models, { from: AUGUST, fromOn: '2025-08-23', toOn: on });
    const whys = new Set(rows.flatMap(({ entries }) => entries.map(({ why }) => why)));
    expect([rows.length > 0, ...whys]).toEqual([true, 'another-day']);
  });

  it('given a cohort, says where its people were at each moment, and everything recorded between them', async () => {
    const [entry] = await declined(2, '2025-08-25');
    await files.catchUp();
    const cohort = (await compareCohort(files.models, SERVICEMEN, { from: AUGUST }))!;
    expect(short(cohort).map(([change, stage]) => [change, stage])).toEqual([
      ['changed', 'interim-care'],
      ['appeared', 'exited'],
    ]);
    expect(cohort.entries.map(({ entryId, before, after }) => [entryId, before.length, after.length])).toEqual([
      [entry, 1, 2],
    ]);
    expect(
      await compareCohort(files.models, SERVICEMEN, { from: '2025-01-01T00:00:00Z', to: '2025-01-02T00:00:00Z' }),
    ).toBe(undefined);
  });

  it('cannot be asked the wrong way round', async () => {
    const head = (await files.catchUp())!;
    await expect(
      compareStages(files.models, { from: head, to: AUGUST.replace('08-26', '08-01') }),
    ).rejects.toMatchObject({
      name: 'InvalidMoment',
      parameter: 'from',
    });
  });
});

/** Compares everything at two moments of a history. */
async function check(
  attempts: readonly Attempt[],
  [a, b]: readonly [number, number],
  days: readonly string[],
): Promise<void> {
  const files = new CaseFiles();
  try {
    await live(files, attempts, withdrawingSource(files, 8));
    await files.catchUp();
    const positions = await files.models.read(({ db }) =>
      db.selectFrom('entries').select('position').orderBy('position').execute(),
    );
    if (positions.length === 0) return;
    const [from, to] = [a, b].map((pick) => positions[pick % positions.length]!.position).sort() as [string, string];
    const [fromOn, toOn] = days;
    const sides = { from, to, fromOn, toOn };
    const period = { from, to, firstDay: '2025-08-01', lastDay: '2025-09-10' };
    const comparisons = [
      await compareStages(files.models, sides),
      await compareInterimCare(files.models, sides),
      await compareRehabilitation(files.models, sides),
      await compareFlows(files.models, period),
      await compareSeries(files.models, period),
      ...(await Promise.all(IDS.map((id) => compareCohort(files.models, id, sides)))).filter(
        (one) => one !== undefined,
      ),
    ];
    for (const { rows } of comparisons) {
      for (const row of rows) {
        expect(row.entries.length).toBeGreaterThan(0);
        const between = row.entries.filter(({ why }) => why !== 'another-day');
        expect(between.every(({ position }) => position > from && position <= to)).toBe(true);
        expect(row.before === null && row.after === null).toBe(false);
      }
    }
  } finally {
    await files.remove();
  }
}

describe('whatever happened between two moments', () => {
  it.each([true, false])(
    'every row that changed is explained by entries (exact figures only: %s)',
    async (exactOnly) => {
      const day = fc.constantFrom('2025-08-10', '2025-08-20', '2025-09-05');
      const days = fc.oneof(
        day.map((one) => [one, one]),
        fc.tuple(day, day),
        fc.constant([]),
      );
      const picks = fc.tuple(fc.nat(), fc.nat());
      await fc.assert(fc.asyncProperty(histories(exactOnly), picks, days, check), { numRuns: 8, endOnFailure: true });
    },
    60_000,
  );
});
