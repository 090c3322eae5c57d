import {
  reconcile,
  sumOf,
  type EdtfDate,
  type ExchangedLine,
  type Figure,
  type ReconciledStep,
  type Residual,
  type TotalStep,
} from '#cases';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import { dayRange } from '../cohorts/entries.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { heldAt } from '../streams/version.js';
import { countDisagreements, type CountDisagreement } from './count-disagreements.js';
import { exchangedLines, type ExchangedLines } from './exchanged-lines.js';
import { publishedTotals, type PublishedTotalFile } from './published-totals.js';

/** An exchange in a step, with the people of it whom the rule takes in. */
export interface ReconciledExchange {
  readonly exchangeId: string;
  readonly occurredOn: EdtfDate | null;
  readonly people: Figure;
}

/** What was added since the total before, held against the exchanges. */
export interface ReconciledGain {
  /** The total before. */
  readonly since: string;
  /** What the claimant adds since then. */
  readonly stated: Figure;
  /** What the exchanges that the rule takes in add up to. */
  readonly expected: Figure;
  /** Stated less expected; null stands for no bound. What may or may not belong here widens it. */
  readonly residual: Residual;
  readonly counted: readonly ReconciledExchange[];
  /** Exchanges that may or may not belong here. */
  readonly open: readonly ReconciledExchange[];
}

export interface ReconciledTotal extends PublishedTotalFile {
  /** Null for the count's first total: it is where the reckoning starts. */
  readonly step: ReconciledGain | null;
}

/** One claimant's count, in the order of its dates. */
export interface Reconciliation {
  readonly claimant: string;
  readonly totals: readonly ReconciledTotal[];
}

export interface ReconciliationReport extends Answer {
  readonly rows: readonly Reconciliation[];
  /** Where another claimant counts the same people up to the same day and does not say the same. */
  readonly disagreements: readonly CountDisagreement[];
}

export interface ReconciliationQuery extends KnownAt {
  readonly claimant?: string;
  /** Only totals of this day or earlier: `YYYY-MM-DD`. */
  readonly on?: string;
}

/**
 * Holds published totals against the exchanges, claimant by claimant, step by step. Those struck through are left out:
 * `publishedTotal` shows them.
 */
export async function reconciliationReport(
  models: ReadModels,
  { knownAt, claimant: one, on }: ReconciliationQuery = {},
): Promise<ReconciliationReport> {
  const isAsked = ({ claimant }: { readonly claimant: string }): boolean => one === undefined || claimant === one;
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const select = reading.db.selectFrom('totals').selectAll().where(heldAt(known)).orderBy('claimant').orderBy('id');
    const all = (await publishedTotals(reading, await select.execute(), known)).filter(
      ({ asOf, retractedBy }) => retractedBy === null && (on === undefined || (lastDay(asOf) ?? '9999') <= on),
    );
    const totals = all.filter(isAsked);
    const lines = totals.length === 0 ? undefined : await exchangedLines(reading, known);
    const claimants = [...new Set(totals.map(({ claimant }) => claimant))].sort(compare);
    const rows = claimants.map((claimant) => {
      const own = totals.filter((total) => total.claimant === claimant);
      return { claimant, totals: reconciled(own, lines!) };
    });
    const disagreements = countDisagreements(all).filter((count) => count.totals.some(isAsked));
    return { ...answered(reading, known), rows, disagreements };
  });
}

/** The steps that `reconcile` makes, each of them from the lines that can lie in it. */
function reconciled(totals: readonly PublishedTotalFile[], lines: ExchangedLines): ReconciledTotal[] {
  const byId = new Map<string, TotalStep>(totals.map((total) => [total.totalId, total]));
  const ordered = reconcile(totals, []).map(({ totalId }) => byId.get(totalId)!);
  const gains = new Map(
    ordered.slice(1).map((total, index) => {
      const before = ordered[index]!;
      const [, made] = reconcile(
        [before, total],
        lines.between(dayRange(before.asOf)?.earliest ?? null, lastDay(total.asOf)),
      );
      return [total.totalId, gainOf(before.totalId, made!.step!)];
    }),
  );
  return totals
    .toSorted((a, b) => compare(lastDay(a.asOf) ?? '9999', lastDay(b.asOf) ?? '9999') || compare(a.totalId, b.totalId))
    .map((total) => ({ ...total, step: gains.get(total.totalId) ?? null }));
}

function gainOf(
  since: string,
  { stated, expected, residual, counted, open }: NonNullable<ReconciledStep['step']>,
): ReconciledGain {
  return { since, stated, expected, residual, counted: byExchange(counted), open: byExchange(open) };
}

function byExchange(lines: readonly ExchangedLine[]): ReconciledExchange[] {
  const exchanges = new Map<string, { readonly occurredOn: EdtfDate | null; readonly figures: Figure[] }>();
  for (const { exchangeId, occurredOn, people } of lines) {
    const one = exchanges.get(exchangeId);
    if (one === undefined) exchanges.set(exchangeId, { occurredOn, figures: [people] });
    else one.figures.push(people);
  }
  return [...exchanges].map(([exchangeId, { occurredOn, figures }]) => ({
    exchangeId,
    occurredOn,
    people: sumOf(figures),
  }));
}

/** The last day that a date can mean; null where it is open. */
function lastDay(date: EdtfDate): string | null {
  return dayRange(date)?.latest ?? null;
}
