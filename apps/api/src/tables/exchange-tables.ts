import type { Row } from '#formats';
import type { ReportTable } from '#http';
import type { ExchangeSummary, ExchangeTotalsReport, IntermediariesReport, Page } from '#projections';
import {
  CATEGORY,
  column,
  country,
  date,
  DETAINING_POWER,
  GRADE,
  PARTS_OF_SUM,
  people,
  PEOPLE,
  PEOPLE_IN_ALL,
  POWER_OF_ORIGIN,
  RECORDED_AT,
  RETRACTED_BY,
  SOURCE,
  stated,
  TERMS,
  text,
  UNSOURCED,
  URL,
  whereRecorded,
  whole,
} from './columns.js';

const INTERMEDIARIES_OF = column(
  'intermediaries',
  'Intermediaries',
  'list',
  '#country+code+intermediary+list',
  'country',
);

/** One row for each leg. */
export const EXCHANGES: ReportTable<Page<ExchangeSummary>> = {
  name: 'exchanges',
  columns: [
    text('id', 'Exchange', '#event+id'),
    column('status', 'Status', 'code', '#status+exchange+code', 'exchange'),
    date('occurredOn', 'Occurred on', '#date+occurred'),
    country('country', 'Country', '#country+code+place'),
    text('place', 'Place', '#loc+name'),
    INTERMEDIARIES_OF,
    whole('leg', 'Leg', '#event+leg+num'),
    text('cohortId', 'Cohort', '#group+id'),
    CATEGORY,
    POWER_OF_ORIGIN,
    DETAINING_POWER,
    TERMS,
    PEOPLE,
    RETRACTED_BY,
    text('acknowledgedBy', 'Acknowledged by entry', '#meta+acknowledged+id'),
    whole('disagreements', 'Disagreements between sources', '#indicator+disagreements+num'),
    GRADE,
    SOURCE,
    URL,
    RECORDED_AT,
  ],
  *rows({ rows }) {
    for (const { legs, place, basis, ...exchange } of rows) {
      const own = { ...exchange, country: place?.country, place: place?.name, ...stated(basis) };
      for (const leg of legs) yield { ...own, ...leg } as Row;
    }
  },
  nameOf: ({ id }) => String(id),
};

export const EXCHANGE_TOTALS: ReportTable<ExchangeTotalsReport> = {
  name: 'exchange-totals',
  columns: [
    text('period', 'Period', '#date+period'),
    POWER_OF_ORIGIN,
    CATEGORY,
    TERMS,
    whole('exchanges', 'Exchanges', '#event+num'),
    whole('accepted', 'Figures decided among claims', '#meta+accepted+num'),
    PEOPLE_IN_ALL,
    ...PARTS_OF_SUM,
    column('notStatedIn', 'Exchanges with a group without a number', 'list', '#event+id+notstated+list'),
    people('reported', 'Stated by reports alone', '+reported'),
    GRADE,
    UNSOURCED,
  ],
  rows: ({ rows }) => rows.map((row) => whereRecorded(row, 'reported')),
};

/** One row for each exchange of an intermediary. */
export const INTERMEDIARIES: ReportTable<IntermediariesReport> = {
  name: 'intermediaries',
  columns: [
    country('intermediary', 'Intermediary', '#country+code+intermediary'),
    text('exchangeId', 'Exchange', '#event+id'),
    date('occurredOn', 'Occurred on', '#date+occurred'),
    PEOPLE_IN_ALL,
    people('runningTotal', 'Running total', '+total'),
    ...PARTS_OF_SUM,
    GRADE,
    UNSOURCED,
  ],
  *rows({ rows }) {
    for (const { intermediary, exchanges } of rows) {
      for (const exchange of exchanges) yield { intermediary, ...exchange };
    }
  },
  nameOf: ({ exchangeId }) => String(exchangeId),
};
