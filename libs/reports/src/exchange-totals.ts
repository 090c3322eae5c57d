import { IsIn, IsOptional } from 'class-validator';
import { IsCountry, IsDay, TERMS as TERMS_OF_RELEASE, type Terms } from '#cases';
import { causesOfTotals, exchangeTotalsReport } from '#projections';
import {
  CATEGORY,
  column,
  CONTRADICTED,
  GRADE,
  PARTS_OF_SUM,
  PEOPLE_IN_ALL,
  people,
  POWER_OF_ORIGIN,
  TERMS,
  text,
  UNSOURCED,
  whereRecorded,
  whole,
} from './making/columns.js';
import { report } from './making/report.js';
import { PeopleQuery } from './queries/reading-query.js';

const PERIODS = ['month', 'year', 'all'] as const;

export class ExchangeTotalsQuery extends PeopleQuery {
  /** Only exchanges that had taken place by this day. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** Left out: one total for all time. */
  @IsOptional()
  @IsIn(PERIODS)
  period?: (typeof PERIODS)[number];

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  intermediary?: string;

  /** Figures that do not tell these apart stay, in rows of their own; and so with `category`. */
  @IsOptional()
  @IsIn(TERMS_OF_RELEASE)
  terms?: Terms;
}

export const exchangeTotals = report({
  path: 'exchanges',
  name: 'exchange-totals',
  about: 'Totals of exchanges each way, by period, category and terms.',
  subject: 'totals of exchanges',
  query: ExchangeTotalsQuery,
  answer: exchangeTotalsReport,
  columns: [
    text('period', 'Period', '#date+period'),
    POWER_OF_ORIGIN,
    CATEGORY,
    TERMS,
    whole('exchanges', 'Exchanges', '#event+num'),
    whole('accepted', 'Figures decided among claims', '#meta+accepted+num'),
    PEOPLE_IN_ALL,
    ...PARTS_OF_SUM,
    CONTRADICTED,
    column('notStatedIn', 'Exchanges with a group without a number', 'list', '#event+id+notstated+list'),
    column('contradictedIn', 'Exchanges with a contradicted figure', 'list', '#event+id+contradicted+list'),
    people('reported', 'Stated by reports alone', '+reported'),
    whole('reportedNotStated', 'Groups in reports without a number', '#meta+reported+notstated+num'),
    GRADE,
    UNSOURCED,
  ],
  cells: ({ rows }) => rows.map((row) => whereRecorded(row, 'reported')),
  compare: { identity: ['period', 'powerOfOrigin', 'category', 'terms'], causes: causesOfTotals },
  watched: true,
});
