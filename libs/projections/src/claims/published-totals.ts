import type { EdtfDate, Figure, InclusionRule, StatedBasis } from '#cases';
import type { Answer } from '../answer.js';
import { assessmentsOf, type Assessed } from '../assessments/assessed.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { gradedBy, gradeOf, type Graded } from '../grades.js';
import { keptIn } from '../streams/stream-row.js';
import type { TotalFold, TotalRow } from './total-row.js';

/** A claimant's running total, with what it says it counts. */
export interface PublishedTotalFile extends Graded, Assessed {
  readonly totalId: string;
  readonly entryId: string;
  readonly claimant: string;
  readonly total: Figure;
  /** The last day that it counts. */
  readonly asOf: EdtfDate;
  readonly rule: InclusionRule;
  readonly remark: string | null;
  readonly basis: StatedBasis | null;
  /** RFC 3339 instant. */
  readonly recordedAt: string;
  readonly actor: string;
  readonly revision: number;
  /** The entry that struck it through; null for one that stands. */
  readonly retractedBy: string | null;
}

/** One published total; undefined where there is no such total. */
export async function publishedTotal(
  models: ReadModels,
  totalId: string,
): Promise<(PublishedTotalFile & Answer) | undefined> {
  return models.read(async (reading) => {
    const row = await reading.db.selectFrom('totals').selectAll().where('id', '=', totalId).executeTakeFirst();
    if (row === undefined) return undefined;
    const [total] = await publishedTotals(reading, [row]);
    return { ...total!, position: reading.position };
  });
}

/** The totals of some rows as they were recorded last, in the rows' order. */
export async function publishedTotals(reading: Reading, rows: readonly TotalRow[]): Promise<PublishedTotalFile[]> {
  return assessedTotals(reading, rows.map(keptIn<TotalFold>));
}

/** The totals of some rows: also those that were struck through before one was recorded anew. */
export async function everyPublishedTotal(reading: Reading, rows: readonly TotalRow[]): Promise<PublishedTotalFile[]> {
  const all = rows.map(keptIn<TotalFold>).flatMap(({ fold, revision }) => {
    return [...fold.earlier, fold].map((one) => ({ fold: one, revision }));
  });
  return assessedTotals(reading, all);
}

interface Made {
  readonly fold: Omit<TotalFold, 'earlier'>;
  readonly revision: number;
}

async function assessedTotals(reading: Reading, all: readonly Made[]): Promise<PublishedTotalFile[]> {
  const assessed = await assessmentsOf(
    reading,
    all.map(({ fold }) => fold.entryId),
  );
  return all.map(({ fold, revision }) => {
    const { data, entryId, recordedAt, actor, retractedBy } = fold;
    const { totalId, claimant, total, asOf, rule, remark, basis } = data;
    const stated = { totalId, entryId, claimant, total, asOf, rule, remark, basis };
    const graded = gradedBy(retractedBy === null ? [gradeOf(basis)] : []);
    return { ...stated, recordedAt, actor, revision, retractedBy, ...graded, ...assessed(entryId) };
  });
}
