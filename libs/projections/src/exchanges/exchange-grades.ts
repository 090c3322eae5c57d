import type { Reading } from '../database/read-models.js';
import { gradedBy, type Graded } from '../grades.js';
import { withdrawnEntries } from '../sources/support.js';
import type { ExchangeFold } from './exchange-row.js';

/** Log positions a statement: SQLite takes 32,766 parameters. */
const CHUNK = 10_000;

/** How well exchanges are sourced: by the entries of their own files that stand, not by those of the cohorts. */
export async function exchangeGrades(
  reading: Reading,
  folds: readonly ExchangeFold[],
): Promise<(fold: ExchangeFold) => Graded> {
  const positions = folds.flatMap((fold) => Object.values(fold.positions));
  const grades = new Map<string, string | null>();
  for (let from = 0; from < positions.length; from += CHUNK) {
    const rows = await reading.db
      .selectFrom('entries')
      .select(['position', 'grade'])
      .where('position', 'in', positions.slice(from, from + CHUNK))
      .where('retracted_at', 'is', null)
      .where('type', '<>', 'EntryRetracted')
      .execute();
    for (const { position, grade } of rows) grades.set(position, grade);
  }
  const streams = folds.map(({ id }) => `exchange-${id}`);
  const bereft = await withdrawnEntries(reading, streams);
  return (fold) => {
    const standing = Object.values(fold.positions).filter((position) => grades.has(position));
    const { grade, unsourced } = gradedBy(standing.map((position) => grades.get(position)!));
    return { grade, unsourced: unsourced + (bereft.get(`exchange-${fold.id}`)?.length ?? 0) };
  };
}
