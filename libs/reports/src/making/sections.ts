import type { Row } from '#formats';
import type { Contradiction } from '#projections';
import { column, date, text } from './columns.js';

/**
 * Reports about people have rows that count, and the dates that contradict each other: in a table they stand one after the
 * other, and this column says which a row is.
 */
export const SECTION = column('section', 'Section', 'code', '#meta+section+code', 'section');
export const COHORT = text('cohortId', 'Cohort', '#group+id');
export const CONTRADICTION = [
  column('entryIds', 'Entries', 'list', '#meta+entry+id+list'),
  date('statedFrom', 'Stated day', '#date+stated'),
  date('countedFrom', 'Counted from', '#date+counted'),
];

/** Columns of rows that do not count: a comparison of rows that do has none of them. */
export const OF_SECTIONS: ReadonlySet<string> = new Set([
  'section',
  'cohortId',
  ...CONTRADICTION.map(({ key }) => key),
]);

export function* counted(rows: readonly object[]): Generator<Row> {
  for (const row of rows) yield { section: 'counted', ...row };
}

export function* contradicting(contradictions: readonly Contradiction[]): Generator<Row> {
  for (const contradiction of contradictions) yield { section: 'contradiction', ...contradiction };
}
