import { IsOptional, IsString, Length } from 'class-validator';
import { IsDay } from '#cases';
import { publishedTotal, totalList } from '#projections';
import {
  date,
  ENTRY_ID,
  GRADE,
  people,
  RECORDED_AT,
  RETRACTED_BY,
  SOURCE,
  SOURCE_NAME,
  stated,
  text,
  URL,
} from './making/columns.js';
import { list } from './making/report.js';
import { KnownPageQuery, KnownQuery } from './queries/reading-query.js';

/** Which published totals. */
export class TotalListQuery extends KnownPageQuery {
  /** Who keeps the count. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  claimant?: string;

  /** Totals of this day or earlier. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** One published total, named by the path. */
export class TotalQuery extends KnownQuery {
  /** Only if it is of this day or earlier. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** What is counted, and what is said of it. */
export const [TOTAL_COLUMNS, STATED_COLUMNS] = [
  [
    text('claimant', 'Claimant', '#org+claimant+name'),
    text('totalId', 'Published total', '#meta+total+id'),
    date('asOf', 'As of', '#date+asof'),
    people('total', 'Total', '+total'),
  ],
  [text('remark', 'Remark', '#description'), GRADE, SOURCE, SOURCE_NAME, URL, RECORDED_AT, ENTRY_ID, RETRACTED_BY],
] as const;

export const totals = list({
  path: 'published-totals',
  operation: 'Totals.list',
  about: 'Lists published totals, retracted ones too.',
  query: TotalListQuery,
  answer: totalList,
  columns: [...TOTAL_COLUMNS, ...STATED_COLUMNS],
  cells: ({ rows }) => rows.map((total) => ({ ...total, ...stated(total.basis) })),
  nameBy: 'totalId',
});

export const total = list({
  path: 'published-totals/:id',
  operation: 'Totals.show',
  about: 'Shows one published total with what it counts.',
  kind: 'total',
  query: TotalQuery,
  answer: (models, { id, ...query }) => publishedTotal(models, id, query),
});
