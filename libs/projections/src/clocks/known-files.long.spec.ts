import type { Position } from '#eventsourcing';
import { rounds } from '#eventsourcing/testing';
import fc from 'fast-check';
import { CaseFiles } from '../../testing/case-files.js';
import { FILE_IDS, fileHistories, say, SOURCE_IDS, type Said } from '../../testing/file-histories.js';
import { knownThen } from '../../testing/known-then.js';
import {
  alertFile,
  alertList,
  type AlertQuery,
  claimList,
  type Comparison,
  exchangeFile,
  exchangeList,
  exchangeTotalsReport,
  heldClaim,
  heldPopulationsReport,
  intermediariesReport,
  openReadDatabase,
  pathwayList,
  publishedTotal,
  type ReadModels,
  rebuild,
  reconciliationReport,
  sourceEntries,
  sourceFile,
  sourceList,
  sourceWithdrawal,
  statementList,
  totalList,
} from '../index.js';

const RUNS = rounds(8);
/** Moments of a history at which it is looked at. */
const MOMENTS = 5;
const ON = '2025-08-12';
const DAYS = ['2025-08-25', '2025-09-10', '2026-01-01'];

/** Everything that is said of exchanges, claims, sources and alerts, but for where in the log it was asked. */
async function everything(models: ReadModels, asOf: string, knownAt?: Position): Promise<unknown> {
  const alertsOn = (query: Partial<AlertQuery> = {}) => alertList(models, { asOf, knownAt, limit: 200, ...query });
  const { rows: alerts } = await alertsOn();
  const all = await Promise.all([
    alerts,
    ...DAYS.map((on) => alertsOn({ on })),
    ...(['open', 'acknowledged', 'snoozed'] as const).map((handled) => alertsOn({ handled })),
    ...(['no-basis', 'overdue-in-stage', 'reports-disagree'] as const).map((kind) => alertsOn({ kind, minDays: 2 })),
    ...FILE_IDS.map((exchangeId) => alertsOn({ exchangeId })),
    ...alerts.slice(0, 3).map(({ id }) => alertFile(models, id, { asOf, knownAt })),
    ...alerts.slice(0, 3).map(({ cohortId }) => alertsOn({ cohortId: cohortId ?? 'none', limit: 2 })),
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
    const moments: { readonly position: Position; readonly day: string }[] = [];
    let written = 0;
    await say(files, history, async () => {
      if (++written % 4 === 0) await files.catchUp();
    });
    await files.catchUp();
    for await (const { position, recordedAt } of files.store.readAll()) {
      moments.push({ position, day: recordedAt.slice(0, '2025-08-24'.length) });
    }
    if (moments.length === 0) return;
    for (let moment = 0; moment < MOMENTS; moment++) {
      const { position, day } = moments[Math.floor((moments.length * moment) / MOMENTS)]!;
      const then = await knownThen(files.store, position, (models) => everything(models, day));
      expect(await everything(files.models, '1999-12-31', position)).toEqual(then);
    }
    const database = await openReadDatabase({ folder: files.folder });
    let comparison: Comparison | null = null;
    await rebuild(files.store, database, { onCompared: (told) => ((comparison = told), true) });
    await database.close();
    expect(comparison).toMatchObject({ tables: [] });
  } finally {
    await files.remove();
  }
}

describe('whatever was said of exchanges, claims, sources and alerts', () => {
  it('what was known at a position is what read models of the log up to there say, and rows built again are the same', async () => {
    await fc.assert(fc.asyncProperty(fileHistories, wasKnown), { numRuns: RUNS, endOnFailure: true });
  });
});
