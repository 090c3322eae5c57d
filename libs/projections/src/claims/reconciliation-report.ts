import {
  predecessorOf,
  reconcile,
  type EdtfDate,
  type ExchangedLine,
  type Figure,
  type ReconciledStep,
  type Residual,
} from '#cases';
import type { Answer } from '../answer.js';
import { compare } from '../cohorts/balances.js';
import { dayRange } from '../cohorts/entries.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { add, noPeople, summed, type Contradicted, type Summed } from '../figures.js';
import { heldAt } from '../streams/version.js';
import { countDisagreements, type CountDisagreement } from './count-disagreements.js';
import { exchangedLines, type ExchangedLines } from './exchanged-lines.js';
import { publishedTotals, type PublishedTotalFile } from './published-totals.js';

/** An exchange in a step, with the people of it whom the rule takes in. */
export interface ReconciledExchange extends Summed, Contradicted {
  readonly exchangeId: string;
  readonly occurredOn: EdtfDate | null;
}

/** What was added since the total before, held against the exchanges. */
export interface ReconciledGain extends Omit<Summed, 'people'>, Contradicted {
  /** The total before; null: the day from which the count runs by its own rule. */
  readonly since: string | null;
  /** What the claimant adds since then. */
  readonly stated: Figure;
  /** What the exchanges that the rule takes in add up to; beside it, what is said of a sum. */
  readonly expected: Figure;
  /**
   * Stated less what was exchanged by all that is said of it, reports too; null stands for no bound. What may or may not
   * belong here widens it.
   */
  readonly residual: Residual;
  readonly counted: readonly ReconciledExchange[];
  /** Exchanges that may or may not belong here. */
  readonly open: readonly ReconciledExchange[];
}

export interface ReconciledTotal extends PublishedTotalFile {
  /** Null where the reckoning starts: a total without one before it that does not say from which day it counts. */
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
  const byId = new Map<string, PublishedTotalFile>(totals.map((total) => [total.totalId, total]));
  const ordered = reconcile(totals, []).map(({ totalId }) => byId.get(totalId)!);
  return ordered.map((total, index) => {
    const before = predecessorOf<PublishedTotalFile>(total, ordered[index - 1]);
    if (before === undefined) return { ...total, step: null };
    const after = before === null ? null : (dayRange(before.asOf)?.earliest ?? null);
    const steps = reconcile(before === null ? [total] : [before, total], lines.between(after, lastDay(total.asOf)));
    return { ...total, step: gainOf(steps.at(-1)!.step!) };
  });
}

function gainOf({ counted, open, ...step }: NonNullable<ReconciledStep['step']>): ReconciledGain {
  const { people: expected, ...parts } = sumOfLines(counted);
  const { since, stated, residual } = step;
  return { since, stated, expected, ...parts, residual, counted: byExchange(counted), open: byExchange(open) };
}

function byExchange(lines: readonly ExchangedLine[]): ReconciledExchange[] {
  return [...Map.groupBy(lines, ({ exchangeId }) => exchangeId)].map(([exchangeId, ofOne]) => ({
    exchangeId,
    occurredOn: ofOne[0]!.occurredOn,
    ...sumOfLines(ofOne),
  }));
}

function sumOfLines(lines: readonly ExchangedLine[]): Summed & Contradicted {
  const sum = noPeople();
  for (const { people } of lines) add(sum, people);
  return { ...summed(sum), contradicted: lines.filter(({ contradicted }) => contradicted !== undefined).length };
}

/** The last day that a date can mean; null where it is open. */
function lastDay(date: EdtfDate): string | null {
  return dayRange(date)?.latest ?? null;
}
