import { lineKey, sameFigure, type AddExchangeReport, type ExchangeReported } from '#cases';
import type { Stated } from '../layouts/import-step.js';
import { differencesOf, type Comparison } from './comparison.js';
import type { Opening } from './opening.js';

/** Holds a source's figure against those that the same statement is recorded with. */
export function compareReport(row: Stated, { others }: Opening): Comparison | undefined {
  const [step] = row.steps;
  const { basis, figures } = step.command as AddExchangeReport;
  const { powerOfOrigin, category, terms, headcount } = figures[0]!;
  const key = lineKey({ powerOfOrigin: powerOfOrigin!, category: category ?? null, terms: terms ?? null });
  const recorded = others
    .filter(({ type }) => type === 'ExchangeReported')
    .map(({ data }) => data as ExchangeReported['data'])
    .filter((report) => report.basis.source === basis.source && report.basis.url === (basis.url ?? null))
    .flatMap((report) => report.figures.filter(({ line }) => lineKey(line) === key))
    .map(({ people }) => people);
  if (recorded.length === 0) return undefined;
  if (recorded.some((people) => sameFigure(people, headcount))) return { outcome: 'unchanged' };
  return { outcome: 'amended', differences: differencesOf([['figure', recorded.at(-1), headcount]]), steps: row.steps };
}
