import type { EdtfDate, Figure, InclusionRule, StatedBasis } from '#cases';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { assessmentsOf, type Assessed } from '../assessments/assessed.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { gradedBy, gradeOf, type Graded } from '../grades.js';
import { keptOf } from '../streams/folds.js';
import type { OnADay } from '../cohorts/as-of.js';
import { sourceNames, type SourceNamed } from '../sources/source-names.js';
import { heldAt } from '../streams/version.js';
import { totalStreams, type TotalRow } from './total-row.js';

/** A claimant's running total, with what it says it counts. */
export interface PublishedTotalFile extends Graded, Assessed, SourceNamed {
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

/** One published total; undefined where there is no such total, or none of the day asked about or earlier. */
export async function publishedTotal(
  models: ReadModels,
  totalId: string,
  { knownAt, on }: KnownAt & OnADay = {},
): Promise<(PublishedTotalFile & Answer) | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const select = reading.db.selectFrom('totals').selectAll().where('id', '=', totalId);
    const held = select.where(heldAt(known));
    const rows = await (on === undefined ? held : held.where('as_of_until', '<=', on)).execute();
    const [total] = await publishedTotals(reading, rows, known);
    return total && { ...total, ...answered(reading, known) };
  });
}

/** The totals of some rows as they were recorded last, in the rows' order. */
export async function publishedTotals(
  reading: Reading,
  rows: readonly TotalRow[],
  known: Position | undefined,
): Promise<PublishedTotalFile[]> {
  const all = await keptOf(reading, totalStreams, rows, known);
  const entryIds = all.map(({ fold }) => fold.entryId);
  const assessed = await assessmentsOf(reading, entryIds, known);
  const named = await sourceNames(
    reading,
    all.map(({ fold }) => fold.data.basis),
    known,
  );
  return all.map(({ fold, revision }) => {
    const { data, entryId, recordedAt, actor, retractedBy } = fold;
    const { totalId, claimant, total, asOf, rule, remark, basis } = data;
    const stated = { totalId, entryId, claimant, total, asOf, rule, remark, basis };
    const graded = gradedBy(retractedBy === null ? [gradeOf(basis)] : []);
    return { ...stated, recordedAt, actor, revision, retractedBy, ...graded, ...named(basis), ...assessed(entryId) };
  });
}
