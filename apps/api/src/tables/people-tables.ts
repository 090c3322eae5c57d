import type { Row } from '#formats';
import type { ReportTable } from '#http';
import type {
  Contradiction,
  DayReport,
  FlowsReport,
  InterimCareReport,
  PeopleRow,
  RehabilitationReport,
  SeriesReport,
} from '#projections';
import {
  CATEGORY,
  column,
  COUNTRY,
  country,
  date,
  DATES,
  GRADE,
  NOT_STATED,
  people,
  PARTS_OF_SUM,
  PEOPLE_IN_ALL,
  PLACE,
  POWER_OF_ORIGIN,
  SERVICES,
  STAGE,
  text,
  UNSOURCED_MOVEMENTS,
  whereRecorded,
  whole,
  WITHHELD,
} from './columns.js';

/** Columns of rows that do not count: a comparison of rows that do has none of them. */
export const OF_SECTIONS: ReadonlySet<string> = new Set([
  'section',
  'cohortId',
  'entryIds',
  'statedFrom',
  'countedFrom',
]);

/** Rows that count, and the dates that contradict each other: one after the other. */
const SECTION = column('section', 'Section', 'code', '#meta+section+code', 'section');
const COHORT = text('cohortId', 'Cohort', '#group+id');
const CONTRADICTION = [
  column('entryIds', 'Entries', 'list', '#meta+entry+id+list'),
  date('statedFrom', 'Stated day', '#date+stated'),
  date('countedFrom', 'Counted from', '#date+counted'),
];

export const STAGES: ReportTable<DayReport<PeopleRow>> = {
  name: 'stages',
  columns: [
    SECTION,
    STAGE,
    COUNTRY,
    CATEGORY,
    POWER_OF_ORIGIN,
    PEOPLE_IN_ALL,
    ...PARTS_OF_SUM,
    DATES,
    GRADE,
    UNSOURCED_MOVEMENTS,
    COHORT,
    ...CONTRADICTION,
  ],
  *rows({ rows, contradictions = [] }) {
    yield* counted(rows);
    yield* contradicting(contradictions);
  },
};

export const INTERIM_CARE: ReportTable<InterimCareReport> = {
  name: 'interim-care',
  columns: [
    SECTION,
    COHORT,
    text('name', 'Name', '#group+name'),
    CATEGORY,
    POWER_OF_ORIGIN,
    COUNTRY,
    PLACE,
    people('admitted', 'Admitted', '+admitted'),
    people('left', 'Left', '+left'),
    people('present', 'Present', '+present'),
    DATES,
    SERVICES,
    date('admittedOn', 'Admitted on', '#date+start'),
    date('leftOn', 'Left on', '#date+end'),
    whole('days', 'Days', '#indicator+days+num'),
    whole('expectedDays', 'Days expected', '#indicator+days+expected+num'),
    GRADE,
    UNSOURCED_MOVEMENTS,
    ...CONTRADICTION,
  ],
  *rows({ rows, contradictions = [] }) {
    yield* counted(rows.map((row) => whereRecorded(row, 'left')));
    yield* contradicting(contradictions);
  },
  nameOf: ({ cohortId }) => String(cohortId),
};

export const REHABILITATION: ReportTable<RehabilitationReport> = {
  name: 'rehabilitation',
  columns: [
    SECTION,
    text('facility', 'Facility', '#loc+name'),
    text('operator', 'Operator', '#org+name'),
    COUNTRY,
    CATEGORY,
    POWER_OF_ORIGIN,
    people('begun', 'Begun', '+begun'),
    people('completed', 'Completed', '+completed'),
    people('leftOtherwise', 'Left otherwise', '+left'),
    people('present', 'Present', '+present'),
    NOT_STATED,
    WITHHELD,
    DATES,
    date('since', 'Since', '#date+start'),
    whole('shortest', 'Days, shortest', '#indicator+days+min'),
    whole('longest', 'Days, longest', '#indicator+days+max'),
    GRADE,
    UNSOURCED_MOVEMENTS,
    COHORT,
    ...CONTRADICTION,
  ],
  *rows({ rows, contradictions = [] }) {
    const flat = rows.map(({ days, ...row }) => ({ ...row, shortest: days?.shortest, longest: days?.longest }));
    yield* counted(flat.map((row) => whereRecorded(row, 'completed', 'leftOtherwise')));
    yield* contradicting(contradictions);
  },
};

export const FLOWS: ReportTable<FlowsReport> = {
  name: 'flows',
  columns: [
    column('from', 'From stage', 'code', '#status+from+code', 'stage'),
    country('fromCountry', 'From country', '#country+code+from'),
    column('to', 'To stage', 'code', '#status+to+code', 'stage'),
    country('toCountry', 'To country', '#country+code+to'),
    PEOPLE_IN_ALL,
    ...PARTS_OF_SUM,
    DATES,
    GRADE,
    UNSOURCED_MOVEMENTS,
  ],
  *rows({ rows }) {
    for (const { source, target, ...row } of rows) {
      const from = { from: source?.stage, fromCountry: source?.country };
      yield { ...from, to: target?.stage, toCountry: target?.country, ...row };
    }
  },
};

export const SERIES: ReportTable<SeriesReport> = {
  name: 'series',
  columns: [date('day', 'Day', '#date'), STAGE, PEOPLE_IN_ALL, ...PARTS_OF_SUM, DATES, GRADE, UNSOURCED_MOVEMENTS],
  rows: ({ rows }) => rows as readonly object[] as readonly Row[],
};

function* counted(rows: readonly object[]): Generator<Row> {
  for (const row of rows) yield { section: 'counted', ...row };
}

function* contradicting(contradictions: readonly Contradiction[]): Generator<Row> {
  for (const contradiction of contradictions) yield { section: 'contradiction', ...contradiction };
}
