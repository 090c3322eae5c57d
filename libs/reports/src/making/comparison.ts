import type { Column, Row } from '#formats';
import { compareReport, InvalidPeriod, type Answer, type ExplainedRow, type ReportComparison } from '#projections';
import { column, date, ENTRY_ID, RECORDED_AT, RETRACTED_BY, SOURCE, text, whole } from './columns.js';
import { comparisonQueryOf, type ComparisonQuery } from '../queries/comparison-query.js';
import type { Compared, ReportDescription } from './description.js';
import { READERS, type Read } from './read.js';
import { OF_SECTIONS } from './sections.js';
import type { ReportTable } from './table.js';
import { besides } from './words.js';

export const WHY = text('why', 'Why', '#meta+why');

/** The entries that made a difference to a row: a line each. */
const ENTRY: readonly Column[] = [
  whole('entriesInAll', 'Entries that made the difference', '#meta+entries+num'),
  ENTRY_ID,
  text('type', 'Entry type', '#activity+type'),
  text('entryCohort', 'Cohort of the entry', '#group+entry+id'),
  text('fileKind', 'File', '#meta+file+type'),
  text('fileId', 'Id of the file', '#meta+file+id'),
  RECORDED_AT,
  date('occurredOn', 'Occurred on', '#date+occurred'),
  SOURCE,
  RETRACTED_BY,
  text('retracts', 'Retracts entry', '#meta+retracts+id'),
  WHY,
];

/** What a report says beside its rows, and comparisons do not. */
const NOTHING_BESIDES = { contradictions: [] };

/** The days that a report about a period is asked for. */
interface Period {
  readonly firstDay?: string;
  readonly lastDay?: string;
}

/** What changed in a report between two moments of knowledge, and the entries that made the difference: made of the report. */
export function comparisonOf(
  report: ReportDescription<any, any> & { readonly operation: string },
  table: ReportTable,
): Read<ComparisonQuery, ReportComparison> {
  const { path, subject, query, answer, compare } = report;
  const { identity, passing, causes, rows = rowsOf } = compare;
  return {
    path: `reports/${path}/compare`,
    tag: 'comparisons',
    operation: `Comparisons.${report.operation}`,
    about: `What changed in ${subject} between two moments of knowledge, and the entries that made the difference.`,
    readers: READERS,
    query: comparisonQueryOf(query),
    answer: (models, asked: ComparisonQuery & Period, today) =>
      compareReport(models, asked, {
        report: async (snapshot, { firstDay: from, lastDay: to, ...moment }) => {
          const told = await answer(snapshot, { ...moment, from, to }, today).catch(namedAsAsked);
          return { ...told, rows: rows(told) };
        },
        identity,
        passing,
        causes: (reading, sides, { firstDay: from, lastDay: to, ...moment }, fields) =>
          causes(reading, sides, { ...moment, from, to }, fields),
      }),
    table: comparedTable(table, compare),
    mayTakeLong: true,
  };
}

function rowsOf({ rows }: { readonly rows: readonly object[] }): readonly object[] {
  return rows;
}

/** In a comparison `from` and `to` are the moments, and a period is asked for otherwise. @throws what it is given */
function namedAsAsked(error: unknown): never {
  if (error instanceof InvalidPeriod && error.parameter === 'to') throw new InvalidPeriod(error.message, 'lastDay');
  throw error;
}

/**
 * A report's own columns, twice: what tells its rows apart once, all else as it was before and after. A row that several
 * entries changed stands on as many lines.
 */
function comparedTable(table: ReportTable, compare: Compared<any, any>): ReportTable<ReportComparison> {
  const { identity, identityColumns = identity, passing = [], without = [], cells } = compare;
  const columns = table.columns.filter(({ key }) => !without.includes(key));
  const values = columns.filter(
    ({ key }) => !identityColumns.includes(key) && !OF_SECTIONS.has(key) && !passing.includes(key),
  );
  const cellsOf = (position: Answer['position'], row: object): Row =>
    cells === undefined
      ? [...table.rows({ ...NOTHING_BESIDES, position, rows: [row] } as never)][0]!
      : (cells(row) as Row);
  return {
    name: `${table.name}-compared`,
    columns: [
      text('change', 'Change', '#meta+change'),
      ...columns.filter(({ key }) => identityColumns.includes(key)),
      ...values.flatMap(sidesOf),
      ...ENTRY,
    ],
    *rows({ rows, position }) {
      const flat = (side: ExplainedRow, half: ExplainedRow['before']): Row =>
        half === null ? {} : cellsOf(position, { ...side.row, ...half });
      for (const row of rows) {
        const [before, after] = [flat(row, row.before), flat(row, row.after)];
        const known = row.after === null ? before : after;
        const told: Record<string, unknown> = { change: row.change, entriesInAll: row.entriesInAll };
        for (const key of identityColumns) told[key] = known[key];
        for (const { key } of values) {
          told[`${key}Before`] = before[key];
          told[`${key}After`] = after[key];
          told[`${key}Least`] = row.differences[key]?.low;
          told[`${key}Most`] = row.differences[key]?.high;
        }
        for (const { cohortId: entryCohort, file, ...entry } of row.entries) {
          yield { ...told, ...entry, entryCohort, fileKind: file.kind, fileId: file.id };
        }
        if (row.entries.length === 0) yield told;
      }
    },
    nameOf: ({ entryId }) => String(entryId),
  };
}

/** A column as it was before and after and, of people, by how many they differ. */
function sidesOf(of: Column): Column[] {
  const { key, kind, hxl, names } = of;
  const both = (['before', 'after'] as const).map((side) =>
    column(`${key}${side === 'before' ? 'Before' : 'After'}`, besides(of, side), kind, `${hxl}+${side}`, names),
  );
  if (kind !== 'figure') return both;
  return [
    ...both,
    whole(`${key}Least`, besides(of, 'difference at least'), `${hxl}+difference+min`),
    whole(`${key}Most`, besides(of, 'difference at most'), `${hxl}+difference+max`),
  ];
}
