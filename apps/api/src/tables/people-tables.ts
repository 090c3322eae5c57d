import type { Row } from '#formats';
import type { ReportTable } from '#nest';
import type {
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
  NOT_STATED,
  people,
  PEOPLE,
  PLACE,
  POWER_OF_ORIGIN,
  SERVICES,
  STAGE,
  text,
  whole,
} from './columns.js';

export const STAGES: ReportTable<DayReport<PeopleRow>> = {
  name: 'stages',
  columns: [STAGE, COUNTRY, CATEGORY, POWER_OF_ORIGIN, PEOPLE, NOT_STATED],
  rows: ({ rows }) => rows as readonly object[] as readonly Row[],
};

export const INTERIM_CARE: ReportTable<InterimCareReport> = {
  name: 'interim-care',
  columns: [
    text('cohortId', 'Cohort', '#group+id'),
    text('name', 'Name', '#group+name'),
    CATEGORY,
    POWER_OF_ORIGIN,
    COUNTRY,
    PLACE,
    people('admitted', 'Admitted', '+admitted'),
    people('left', 'Left', '+left'),
    people('present', 'Present', '+present'),
    SERVICES,
    date('admittedOn', 'Admitted on', '#date+start'),
    date('leftOn', 'Left on', '#date+end'),
    whole('days', 'Days', '#indicator+days+num'),
    whole('expectedDays', 'Days expected', '#indicator+days+expected+num'),
  ],
  rows: ({ rows }) => rows as readonly object[] as readonly Row[],
  nameOf: ({ cohortId }) => String(cohortId),
};

export const REHABILITATION: ReportTable<RehabilitationReport> = {
  name: 'rehabilitation',
  columns: [
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
    date('since', 'Since', '#date+start'),
    whole('shortest', 'Days, shortest', '#indicator+days+min'),
    whole('longest', 'Days, longest', '#indicator+days+max'),
  ],
  *rows({ rows }) {
    for (const { days, ...row } of rows) yield { ...row, shortest: days?.shortest, longest: days?.longest };
  },
};

export const FLOWS: ReportTable<FlowsReport> = {
  name: 'flows',
  columns: [
    column('from', 'From stage', 'code', '#status+from+code', 'stage'),
    country('fromCountry', 'From country', '#country+code+from'),
    column('to', 'To stage', 'code', '#status+to+code', 'stage'),
    country('toCountry', 'To country', '#country+code+to'),
    PEOPLE,
    NOT_STATED,
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
  columns: [date('day', 'Day', '#date'), STAGE, PEOPLE, NOT_STATED],
  rows: ({ rows }) => rows as readonly object[] as readonly Row[],
};
