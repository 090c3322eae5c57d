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

/** The totals of some rows, in the rows' order. */
export async function publishedTotals(reading: Reading, rows: readonly TotalRow[]): Promise<PublishedTotalFile[]> {
  const all = rows.map(keptIn<TotalFold>);
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
