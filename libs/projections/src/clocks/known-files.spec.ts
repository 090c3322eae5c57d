import type { Position } from '#eventsourcing';
import fc from 'fast-check';
import { CaseFiles } from '../../testing/case-files.js';
import { FILE_IDS, fileHistories, say, SOURCE_IDS, type Said } from '../../testing/file-histories.js';
import { knownThen } from '../../testing/known-then.js';
import {
  claimList,
  exchangeFile,
  exchangeList,
  exchangeTotalsReport,
  heldClaim,
  heldPopulationsReport,
  intermediariesReport,
  pathwayList,
  publishedTotal,
  ReadDatabase,
  rebuild,
  reconciliationReport,
  sourceEntries,
  sourceFile,
  sourceList,
  sourceWithdrawal,
  statementList,
  totalList,
  type Comparison,
  type ReadModels,
} from '../index.js';

const RUNS = 10;
/** Moments of a history at which it is looked at. */
const MOMENTS = 5;
const ON = '2025-08-12';

/** Everything that is said of exchanges, claims and sources, but for where in the log it was asked. */
async function everything(models: ReadModels, knownAt?: Position): Promise<unknown> {
  const all = await Promise.all([
    ...(['id', '-occurred', 'updated'] as const).map((sort) => exchangeList(models, { knownAt, sort })),
    exchangeList(models, { knownAt, status: 'withdrawn' }),
    exchangeList(models, { knownAt, intermediary: 'AE', on: ON }),
    ...FILE_IDS.map((id) => exchangeFile(models, id, { knownAt })),
    claimList(models, { knownAt }),
    claimList(models, { knownAt, category: 'civilian', on: ON }),
    ...FILE_IDS.map((id) => heldClaim(models, id, { knownAt })),
    totalList(models, { knownAt, on: ON }),
    ...FILE_IDS.map((id) => publishedTotal(models, id, { knownAt })),
    heldPopulationsReport(models, { knownAt }),
    heldPopulationsReport(models, { knownAt, on: ON }),
    reconciliationReport(models, { knownAt }),
    reconciliationReport(models, { knownAt, on: ON }),
    ...(['all', 'month'] as const).map((period) => exchangeTotalsReport(models, { knownAt, period })),
    exchangeTotalsReport(models, { knownAt, intermediary: 'TR', on: ON }),
    intermediariesReport(models, { knownAt }),
    intermediariesReport(models, { knownAt, on: ON }),
    pathwayList(models, { knownAt }),
    statementList(models, { knownAt }),
    sourceList(models, { knownAt }),
    sourceList(models, { knownAt, status: 'withdrawn', sort: '-updated' }),
    ...SOURCE_IDS.map((id) => sourceFile(models, id, { knownAt })),
    ...SOURCE_IDS.map((id) => sourceEntries(models, id, { knownAt })),
    ...SOURCE_IDS.map((id) => sourceWithdrawal(models, id, { knownAt })),
  ]);
  return all.map((answer) => answer && { ...answer, position: undefined, knownAt: undefined });
}

async function wasKnown(history: readonly Said[]): Promise<void> {
  const files = new CaseFiles();
  try {
    const moments: Position[] = [];
    let written = 0;
    await say(files, history, async () => {
      if (++written % 4 === 0) await files.catchUp();
    });
    await files.catchUp();
    for await (const { position } of files.store.readAll()) moments.push(position);
    if (moments.length === 0) return;
    for (let moment = 0; moment < MOMENTS; moment++) {
      const until = moments[Math.floor((moments.length * moment) / MOMENTS)]!;
      const then = await knownThen(files.store, until, everything);
      expect(await everything(files.models, until)).toEqual(then);
    }
    const database = await ReadDatabase.open({ folder: files.folder });
    let comparison: Comparison | null = null;
    await rebuild(files.store, database, { onCompared: (told) => ((comparison = told), true) });
    await database.close();
    expect(comparison).toMatchObject({ tables: [] });
  } finally {
    await files.remove();
  }
}

describe('whatever was said of exchanges, claims and sources', () => {
  it('what was known at a position is what read models of the log up to there say, and rows built anew are the same', async () => {
    await fc.assert(fc.asyncProperty(fileHistories, wasKnown), { numRuns: RUNS, endOnFailure: true });
  }, 120_000);
});
