import { IsOptional, IsString, Length } from 'class-validator';
import { IsDay } from '#cases';
import { causesOfSteps, reconciliationReport, type ReconciledTotal } from '#projections';
import { column, CONTRADICTED, PARTS_OF_SUM, people, stated, text, whole } from './making/columns.js';
import { report } from './making/report.js';
import { STATED_COLUMNS, TOTAL_COLUMNS } from './published-totals.js';
import { KnownTableQuery } from './queries/reading-query.js';

export class ReconciliationQuery extends KnownTableQuery {
  /** Only totals of this day or earlier. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** Who keeps the count. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  claimant?: string;
}

/** One row for each published total, with the step up to it. */
export const reconciliation = report({
  path: 'reconciliation',
  about: 'Published totals against the sum of the exchanges that they count, step by step, with what is left over.',
  subject: 'published totals and the steps up to them',
  query: ReconciliationQuery,
  answer: reconciliationReport,
  columns: [
    ...TOTAL_COLUMNS,
    text('since', 'Since the total', '#meta+total+id+before'),
    people('stated', 'Added since, as published', '+stated'),
    { ...people('expected', 'Added since, by the exchanges', '+expected'), sum: true },
    ...PARTS_OF_SUM,
    CONTRADICTED,
    text('disagreement', 'Other counts of this day', '#meta+disagreement'),
    whole('residualLow', 'Left over, lower bound', '#indicator+residual+min'),
    whole('residualHigh', 'Left over, upper bound', '#indicator+residual+max'),
    column('counted', 'Exchanges counted', 'list', '#event+id+list'),
    column('open', 'Exchanges that may or may not belong', 'list', '#event+id+open+list'),
    ...STATED_COLUMNS,
  ],
  *cells({ rows, disagreements }) {
    const disputed = new Map(
      disagreements.flatMap(({ totals, disagreement }) => totals.map(({ totalId }) => [totalId, disagreement])),
    );
    for (const { totals } of rows) {
      for (const { step, ...total } of totals) {
        const disagreement = disputed.get(total.totalId) ?? null;
        const { residual, counted = [], open = [], ...gain } = step ?? {};
        const exchanges = { counted: counted.map(idOf), open: open.map(idOf) };
        const bounds = { residualLow: residual?.low, residualHigh: residual?.high };
        yield { ...total, ...stated(total.basis), ...gain, ...bounds, ...exchanges, disagreement };
      }
    }
  },
  nameBy: 'totalId',
  compare: {
    identity: ['claimant', 'totalId', 'entryId'],
    passing: ['revision', 'sourceName'],
    rows: ({ rows }) => rows.flatMap(({ totals }) => totals.map(withStep)),
    without: ['entryId', 'disagreement'],
    cells: (row) => ({
      ...row,
      ...stated(row.basis),
      residualLow: row.residual?.low,
      residualHigh: row.residual?.high,
    }),
    causes: causesOfSteps,
  },
  watched: true,
});

function idOf({ exchangeId }: { readonly exchangeId: string }): string {
  return exchangeId;
}

/** A total with what was added since the one before, on one level. */
function withStep({ step, ...total }: ReconciledTotal): object {
  const { counted, open, ...gain } = step ?? {};
  return {
    ...total,
    since: null,
    stated: null,
    expected: null,
    estimate: null,
    withoutEstimate: null,
    notStated: null,
    withheld: null,
    contradicted: null,
    residual: null,
    ...gain,
    counted: counted?.map(idOf) ?? null,
    open: open?.map(idOf) ?? null,
  };
}
