import type { Column, Row } from '#formats';
import type { ReportTable } from '#http';
import type { CohortComparison, ExplainedRow, ReportComparison } from '#projections';
import { CLAIMS, HELD_POPULATIONS, RECONCILIATION } from './claim-tables.js';
import { CASE_FILE } from './cohort-tables.js';
import { column, date, ENTRY_ID, RECORDED_AT, RETRACTED_BY, SOURCE, stated, text, whole } from './columns.js';
import { EXCHANGE_TOTALS, INTERMEDIARIES } from './exchange-tables.js';
import { FLOWS, INTERIM_CARE, OF_SECTIONS, REHABILITATION, SERIES, STAGES } from './people-tables.js';

const WHY = text('why', 'Why', '#meta+why');

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

/**
 * A report's own columns, twice: what tells its rows apart once, all else as it was before and after. A row that several
 * entries changed stands on as many lines.
 */
function comparisonOf(table: ReportTable, identity: readonly string[]): ReportTable<ReportComparison> {
  const values = table.columns.filter(({ key }) => !identity.includes(key) && !OF_SECTIONS.has(key) && key !== 'days');
  return {
    name: `${table.name}-compared`,
    columns: [
      text('change', 'Change', '#meta+change'),
      ...table.columns.filter(({ key }) => identity.includes(key)),
      ...values.flatMap(sidesOf),
      ...ENTRY,
    ],
    *rows({ rows, position }) {
      const flat = (side: ExplainedRow, half: ExplainedRow['before']): Row =>
        half === null
          ? {}
          : [...table.rows({ ...NOTHING_BESIDES, position, rows: [{ ...side.row, ...half }] } as never)][0]!;
      for (const row of rows) {
        const [before, after] = [flat(row, row.before), flat(row, row.after)];
        const known = row.after === null ? before : after;
        const told: Record<string, unknown> = { change: row.change, entriesInAll: row.entriesInAll };
        for (const key of identity) told[key] = known[key];
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

/** What reports say beside their rows, and comparisons do not. */
const NOTHING_BESIDES = { contradictions: [] };

/** A column as it was before and after and, of people, by how many they differ. */
function sidesOf({ key, title, kind, hxl, names }: Column): Column[] {
  const both = (['Before', 'After'] as const).map((side) =>
    column(`${key}${side}`, `${title}, ${side.toLowerCase()}`, kind, `${hxl}+${side.toLowerCase()}`, names),
  );
  if (kind !== 'figure') return both;
  return [
    ...both,
    whole(`${key}Least`, `${title}, difference at least`, `${hxl}+difference+min`),
    whole(`${key}Most`, `${title}, difference at most`, `${hxl}+difference+max`),
  ];
}

export const STAGES_COMPARED = comparisonOf(STAGES, ['stage', 'country', 'category', 'powerOfOrigin']);
export const INTERIM_CARE_COMPARED = comparisonOf(INTERIM_CARE, ['cohortId', 'country', 'place']);
export const REHABILITATION_COMPARED = comparisonOf(REHABILITATION, [
  'facility',
  'operator',
  'country',
  'category',
  'powerOfOrigin',
]);
export const FLOWS_COMPARED = comparisonOf(FLOWS, ['from', 'fromCountry', 'to', 'toCountry']);
export const SERIES_COMPARED = comparisonOf(SERIES, ['day', 'stage']);

export const EXCHANGE_TOTALS_COMPARED = comparisonOf(EXCHANGE_TOTALS, ['period', 'powerOfOrigin', 'category', 'terms']);
/** What each intermediary's exchanges come to: the exchanges themselves are the entries that are named. */
export const INTERMEDIARIES_COMPARED = comparisonOf(
  withRows(INTERMEDIARIES, ['exchangeId', 'occurredOn', 'runningTotal'], (row) => row),
  ['intermediary'],
);
export const HELD_POPULATIONS_COMPARED = comparisonOf(
  { ...withRows(CLAIMS, ['entryId'], (row) => ({ ...row, ...stated(row.basis) })), name: HELD_POPULATIONS.name },
  ['detainingPower', 'powerOfOrigin', 'category', 'population', 'claimId'],
);
export const RECONCILIATION_COMPARED = comparisonOf(
  withRows(RECONCILIATION, ['entryId', 'disagreement'], (row) => {
    return { ...row, ...stated(row.basis), residualLow: row.residual?.low, residualHigh: row.residual?.high };
  }),
  ['claimant', 'totalId'],
);

/** A table of which comparisons have a row where the report has several levels. @param without columns that are left out */
function withRows(table: ReportTable<any>, without: readonly string[], rowOf: (row: any) => object): ReportTable<any> {
  return {
    ...table,
    columns: table.columns.filter(({ key }) => !without.includes(key)),
    rows: ({ rows }: { readonly rows: readonly object[] }) => rows.map(rowOf) as readonly Row[],
  };
}

/** Every entry that was recorded between the two moments. */
export const COHORT_COMPARED: ReportTable<CohortComparison> = {
  name: 'cohort-compared',
  columns: [
    ...CASE_FILE.columns.filter(({ key }) => key !== 'after'),
    WHY,
    text('before', 'People before it', '#affected+before+text'),
    text('after', 'People after it', '#affected+after+text'),
  ],
  *rows({ entries }) {
    for (const { basis, data, before, after, ...entry } of entries) {
      const told = { says: JSON.stringify(data), before: JSON.stringify(before), after: JSON.stringify(after) };
      yield { ...entry, source: basis?.source ?? null, url: basis?.url ?? null, ...told };
    }
  },
  nameOf: ({ entryId }) => String(entryId),
};
