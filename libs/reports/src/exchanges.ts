import { IsIn, IsOptional } from 'class-validator';
import { IsCountry, IsDay } from '#cases';
import { EXCHANGE_SORTS, exchangeFile, exchangeList, type ExchangeStatus } from '#projections';
import {
  CATEGORY,
  column,
  country,
  date,
  DETAINING_POWER,
  GRADE,
  PEOPLE,
  POWER_OF_ORIGIN,
  RECORDED_AT,
  RETRACTED_BY,
  SOURCE,
  stated,
  TERMS,
  text,
  URL,
  whole,
} from './making/columns.js';
import { list } from './making/report.js';
import { KnownPageQuery, KnownQuery } from './queries/reading-query.js';

/** One exchange, named by the path. */
export class ExchangeQuery extends KnownQuery {
  /** Only if it had taken place by this day or, while it is planned, is to by then. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** Which exchanges. */
export class ExchangeListQuery extends KnownPageQuery {
  /** Exchanges that are planned, took place, or did not. */
  @IsOptional()
  @IsIn(['planned', 'recorded', 'aborted'])
  status?: ExchangeStatus;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  intermediary?: string;

  /** Only exchanges that had taken place by this day, and plans for this day or earlier. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** A leading `-` turns the order round. */
  @IsOptional()
  @IsIn(EXCHANGE_SORTS)
  sort?: (typeof EXCHANGE_SORTS)[number];
}

/** One row for each leg. */
export const exchanges = list({
  path: 'exchanges',
  operation: 'Exchanges.list',
  about: 'Lists exchanges.',
  query: ExchangeListQuery,
  answer: exchangeList,
  columns: [
    text('id', 'Exchange', '#event+id'),
    column('status', 'Status', 'code', '#status+exchange+code', 'exchange'),
    date('occurredOn', 'Occurred on', '#date+occurred'),
    country('country', 'Country', '#country+code+place'),
    text('place', 'Place', '#loc+name'),
    column('intermediaries', 'Intermediaries', 'list', '#country+code+intermediary+list', 'country'),
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
  *cells({ rows }) {
    for (const { legs, place, basis, ...exchange } of rows) {
      const own = { ...exchange, country: place?.country, place: place?.name, ...stated(basis) };
      for (const leg of legs) yield { ...own, ...leg };
    }
  },
  nameBy: 'id',
});

export const exchange = list({
  path: 'exchanges/:id',
  operation: 'Exchanges.show',
  about: 'Shows one exchange: its legs, and what each source says, side by side.',
  kind: 'exchange',
  query: ExchangeQuery,
  answer: (models, { id, ...query }) => exchangeFile(models, id, query),
});
