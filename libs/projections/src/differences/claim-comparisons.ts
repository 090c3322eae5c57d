import type { Category, EdtfDate } from '#cases';
import type { Position } from '#eventsourcing';
import { heldPopulationsReport } from '../claims/held-populations.js';
import { reconciliationReport, type ReconciledTotal } from '../claims/reconciliation-report.js';
import { dayRange } from '../cohorts/entries.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { changedLines } from './changed-lines.js';
import type { ChangedRow } from './changed-rows.js';
import type { Causes, Why } from './explanations.js';
import { compareReport, type ReportComparison } from './report-comparison.js';
import type { Moments, Sides } from './sides.js';

const CLAIM = ['detainingPower', 'powerOfOrigin', 'category', 'population', 'claimId', 'entryId'] as const;
const TOTAL = ['claimant', 'totalId', 'entryId'] as const;

/** Claims of how many are held, as they stood at two moments: a row for each claim. @throws InvalidMoment */
export function compareHeldPopulations(
  models: ReadModels,
  query: { readonly detainingPower?: string; readonly powerOfOrigin?: string; readonly category?: Category } & Moments,
): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: async (snapshot, asked) => {
      const { rows, ...answer } = await heldPopulationsReport(snapshot, asked);
      const claims = rows.flatMap(({ claims: all, dates: _, ...question }) =>
        all.map((claim) => ({ ...question, ...claim })),
      );
      return { ...answer, rows: claims };
    },
    identity: CLAIM,
    passing: ['revision'],
    causes: async (reading, sides) => {
      const entries = await entriesOf(reading, sides, ['claim', 'assessment']);
      return ({ claimId, entryId }, changed) => {
        return recorded(entries, [`claim-${claimId}`, `assessment-${entryId}`], whyOf(changed, sides));
      };
    },
  });
}

/** Published totals and the steps up to them, as they were held against the exchanges at two moments. @throws InvalidMoment */
export function compareReconciliation(
  models: ReadModels,
  query: { readonly claimant?: string } & Moments,
): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: async (snapshot, asked) => {
      const { rows, disagreements: _, ...answer } = await reconciliationReport(snapshot, asked);
      return { ...answer, rows: rows.flatMap(({ totals }) => totals.map(withStep)) };
    },
    identity: TOTAL,
    passing: ['revision'],
    causes: async (reading, sides) => {
      const entries = await entriesOf(reading, sides, ['total', 'assessment']);
      const lines = Map.groupBy(await changedLines(reading, sides), ({ exchange }) => exchange);
      return ({ totalId, entryId }, changed) => {
        const { before, after } = changed;
        const since = [before, after].map((side) => `total-${side?.since as string}`);
        const streams = [`total-${totalId}`, `assessment-${entryId}`, ...since];
        const causes = recorded(entries, streams, whyOf(changed, sides));
        for (const exchange of exchangesOf(before, after)) {
          for (const line of lines.get(exchange) ?? [])
            for (const [position, why] of line.causes) causes.set(position, why);
        }
        return causes;
      };
    },
  });
}

/** A total with what was added since the one before, on one level. */
function withStep({ step, ...total }: ReconciledTotal): object {
  const { counted = null, open = null, ...gain } = step ?? {};
  const ids = (exchanges: typeof counted): readonly string[] | null =>
    exchanges && exchanges.map(({ exchangeId }) => exchangeId);
  return {
    ...total,
    since: null,
    stated: null,
    expected: null,
    residual: null,
    ...gain,
    counted: ids(counted),
    open: ids(open),
  };
}

function exchangesOf(...sides: readonly ChangedRow['before'][]): ReadonlySet<string> {
  return new Set(sides.flatMap((side) => [side?.counted, side?.open].flatMap((ids) => (ids ?? []) as string[])));
}

/** Log positions of what was recorded between the moments, by stream. @param kinds what the streams' names start with */
async function entriesOf(
  { db }: Reading,
  { from, to }: Sides,
  kinds: readonly string[],
): Promise<ReadonlyMap<string, readonly Position[]>> {
  const rows = await db
    .selectFrom('entries')
    .select(['stream', 'position'])
    .where('position', '>', from.known)
    .where('position', '<=', to.known)
    .where(({ eb, or }) => or(kinds.map((kind) => eb('stream', 'like', `${kind}-%`))))
    .orderBy('position')
    .execute();
  const byStream = new Map<string, Position[]>();
  for (const { stream, position } of rows) byStream.set(stream, [...(byStream.get(stream) ?? []), position]);
  return byStream;
}

function recorded(entries: ReadonlyMap<string, readonly Position[]>, streams: readonly string[], why: Why): Causes {
  return new Map(streams.flatMap((stream) => (entries.get(stream) ?? []).map((position) => [position, why])));
}

/** What is said of a day that was past at the earlier moment was recorded late. */
function whyOf({ before, after }: ChangedRow, { fromDay }: Sides): Why {
  const asOf = (after ?? before)!.asOf as EdtfDate | null;
  const latest = (asOf === null ? null : dayRange(asOf)?.latest) ?? null;
  return latest !== null && latest <= fromDay ? 'recorded-late' : 'recorded';
}
