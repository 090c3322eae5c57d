import type { Category, Terms } from '#cases';
import type { Reading, ReadModels } from '../database/reading.js';
import { exchangeTotalsReport } from '../reports/exchange-totals.js';
import { intermediariesReport } from '../reports/intermediaries.js';
import { heldAt } from '../streams/version.js';
import { changedLines, type ChangedLine } from './changed-lines.js';
import { keyOf } from './changed-rows.js';
import type { Causes } from './explanations.js';
import { byIdentity, compareReport, type ReportComparison } from './report-comparison.js';
import type { Moments, Sides } from './sides.js';

/** Which exchanges a comparison is narrowed to. */
export interface WhichExchanges {
  readonly period?: 'month' | 'year' | 'all';
  readonly intermediary?: string;
  readonly category?: Category;
  readonly terms?: Terms;
  readonly powerOfOrigin?: string;
}

const TOTAL = ['period', 'powerOfOrigin', 'category', 'terms'] as const;
const INTERMEDIARY = ['intermediary'] as const;

/** Totals of exchanges each way, as they were known at two moments. @throws InvalidMoment */
export function compareExchangeTotals(models: ReadModels, query: WhichExchanges & Moments): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: exchangeTotalsReport,
    identity: TOTAL,
    causes: async (reading, sides, { period = 'all', intermediary }) => {
      const mediated = await mediatorsOf(reading, sides);
      const lines = (await changedLines(reading, sides)).filter(
        ({ exchange }) => intermediary === undefined || mediated.get(exchange)?.has(intermediary) === true,
      );
      return byRow(TOTAL, lines, (line) => {
        const { power_of_origin: powerOfOrigin, category, terms } = line;
        return [{ period: period === 'all' ? 'all' : line[period], powerOfOrigin, category, terms }];
      });
    },
  });
}

/** What each intermediary's exchanges come to, as it was known at two moments. @throws InvalidMoment */
export function compareIntermediaries(
  models: ReadModels,
  query: { readonly intermediary?: string } & Moments,
): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: intermediariesReport,
    identity: INTERMEDIARY,
    // The exchanges are the entries that are named.
    passing: ['exchanges'],
    causes: async (reading, sides) => {
      const mediated = await mediatorsOf(reading, sides);
      // What reports alone state counts under no intermediary.
      const lines = (await changedLines(reading, sides)).filter(({ reported }) => reported === 0);
      return byRow(INTERMEDIARY, lines, ({ exchange }) =>
        [...(mediated.get(exchange) ?? [])].map((intermediary) => ({ intermediary })),
      );
    },
  });
}

/** Gathers the causes for each row that a line counts in. */
function byRow(
  identity: readonly string[],
  lines: readonly ChangedLine[],
  rowsOf: (line: ChangedLine) => readonly object[],
): ReturnType<typeof byIdentity> {
  const found = new Map<string, Causes>();
  for (const line of lines) {
    for (const row of rowsOf(line)) {
      const key = keyOf(row as Record<string, unknown>, identity);
      found.set(key, new Map([...(found.get(key) ?? []), ...line.causes]));
    }
  }
  return byIdentity(found, identity);
}

/** Who mediated which exchange, as either side has it. */
async function mediatorsOf({ db }: Reading, { from, to }: Sides): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db
    .selectFrom('exchange_intermediaries')
    .select(['exchange', 'intermediary'])
    .where(({ or }) => or([heldAt(from.known), heldAt(to.known)]))
    .execute();
  const mediated = new Map<string, Set<string>>();
  for (const { exchange, intermediary } of rows) {
    if (!mediated.has(exchange)) mediated.set(exchange, new Set());
    mediated.get(exchange)!.add(intermediary);
  }
  return mediated;
}
