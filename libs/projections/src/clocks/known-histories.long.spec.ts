import type { Position } from '#eventsourcing';
import { rounds } from '#eventsourcing/testing';
import fc from 'fast-check';
import { CaseFiles } from '../../testing/case-files.js';
import { histories, IDS, live, withdrawingSource, type Attempt } from '../../testing/histories.js';
import { knownThen } from '../../testing/known-then.js';
import {
  type Answer,
  caseFile,
  cohortList,
  type CohortPage,
  type CohortQuery,
  cohortStatus,
  type CohortStatus,
  flowsReport,
  interimCareReport,
  openReadDatabase,
  type ReadModels,
  rehabilitationReport,
  seriesReport,
  stagesReport,
} from '../index.js';
import { writeBlocks } from './block-writing.js';
import { lastDayOf } from './known.js';

const RUNS = rounds(6);
const DAYS = ['2025-07-15', '2025-08-03', '2025-08-10', '2025-08-17', '2025-08-28', '2025-09-05', '2025-09-30'];
const FEW_DAYS = [undefined, '2025-08-10', '2025-08-28'];
const PERIOD = { from: '2025-07-01', to: '2025-10-01' };

/** Everything that is said of people, but for where it was asked. @param known as the log has it, or as it stands */
async function everything(models: ReadModels, asOf: string, knownAt?: string): Promise<unknown> {
  const days = [undefined, ...DAYS];
  const asked = { ...(knownAt !== undefined && { knownAt }), asOf };
  return {
    stages: await Promise.all(days.map(async (on) => said(await stagesReport(models, { ...asked, on })))),
    care: await Promise.all(days.map(async (on) => said(await interimCareReport(models, { ...asked, on })))),
    rehabilitation: await Promise.all(
      days.map(async (on) => said(await rehabilitationReport(models, { ...asked, on }))),
    ),
    flows: said(await flowsReport(models, asked)),
    flowsLater: said(await flowsReport(models, { ...asked, from: '2025-08-10', to: '2025-08-28' })),
    cohorts: await Promise.all(
      FEW_DAYS.map((on) =>
        Promise.all(IDS.map(async (id) => withoutActions(said(await cohortStatus(models, id, { ...asked, on }))))),
      ),
    ),
    files: await Promise.all(
      FEW_DAYS.map((on) =>
        Promise.all(IDS.map(async (id) => said(await caseFile(models, id, { ...asked, on, limit: 200 })))),
      ),
    ),
    lists: await Promise.all(LISTS.map((list) => wholeList(models, { ...asked, ...list }))),
    series: said(await seriesReport(models, { ...asked, ...PERIOD })),
  };
}

function said(answer: Answer | undefined): object | undefined {
  return answer && { ...answer, position: undefined, knownAt: undefined };
}

/** What may be done next is told only to those who ask how things stand now. */
function withoutActions(status: object | undefined): object | undefined {
  if (status === undefined) return undefined;
  const { actions: _, balances, ...rest } = status as CohortStatus;
  return { ...rest, balances: balances.map(({ actions: __, ...balance }) => balance) };
}

const LISTS: readonly Partial<CohortQuery>[] = [
  {},
  { sort: '-name' },
  { sort: 'updated' },
  { status: 'withdrawn', sort: '-updated' },
  { stage: ['interim-care'] },
  { country: ['RU', 'BY'], powerOfOrigin: 'RU', sort: '-id' },
  { category: 'civilian' },
  { on: '2025-08-10', sort: 'name' },
  { on: '2025-08-17', stage: ['interim-care'] },
  { sort: 'attention', facets: ['stage', 'country', 'category', 'alert'] },
  { sort: 'since', q: 'c' },
  { alert: ['no-basis', 'overdue-in-stage'], sort: '-name' },
  { on: '2025-08-17', sort: 'since', facets: ['stage', 'country', 'alert'] },
  { ids: ['a', 'b', 'c1', 'c2'], stage: ['custody', 'released', 'exited'] },
];

/** A list, page after page. */
async function wholeList(models: ReadModels, query: CohortQuery): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let cursor: string | null | undefined = undefined; cursor !== null;) {
    const page: CohortPage = await cohortList(models, { ...query, limit: 2, ...(cursor && { cursor }) });
    rows.push(...page.rows.map(withoutActions), page.facets);
    cursor = page.next;
  }
  return rows;
}

/** Adds up the flows of the log in blocks that end at some of its positions, as is done at every so many entries of a long one. */
async function divide(files: CaseFiles, ends: readonly Position[]): Promise<void> {
  const database = await openReadDatabase({ folder: files.folder });
  await database.checkpoint();
  await database.commit((await files.store.head())!, async (transaction) => {
    const rows = [...new Set(ends)].sort().map((position, index) => ({ position, number: 16 * (index + 1) }));
    const dated = rows.map(async (row) => ({
      ...row,
      recorded_by: await lastDayOf({ db: transaction.db, position: null }, row.position),
    }));
    await transaction.insert('moments', await Promise.all(dated));
    await writeBlocks(transaction);
  });
  await database.close();
}

/** Asks about moments of a history, and about the logs that ended there. */
async function check(attempts: readonly Attempt[], picks: readonly number[]): Promise<void> {
  const files = new CaseFiles();
  try {
    await live(files, attempts, withdrawingSource(files, 8));
    await files.catchUp();
    const positions = await files.models.read(({ db }) =>
      db.selectFrom('entries').select('position').orderBy('position').execute(),
    );
    if (positions.length === 0) return;
    const moments = new Map<Position, string>();
    for (const pick of picks) {
      const known = positions[pick % positions.length]!.position;
      moments.set(known, await files.models.read((reading) => lastDayOf(reading, known)));
    }
    await divide(
      files,
      picks.map((pick) => positions[(pick >> 3) % positions.length]!.position),
    );
    for (const [known, asOf] of moments) {
      const then = await knownThen(files.store, known, (models) => everything(models, asOf));
      expect(await everything(files.models, '2030-01-01', known)).toEqual(then);
    }
  } finally {
    await files.remove();
  }
}

describe.each([true, false])('what was known at a moment (exact figures only: %s)', (exactOnly) => {
  it('is what the log up to it says, on every day', async () => {
    const moments = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
    const trials = fc.asyncProperty(histories(exactOnly), moments, check);
    await fc.assert(trials, { numRuns: RUNS, endOnFailure: true });
  });
});
