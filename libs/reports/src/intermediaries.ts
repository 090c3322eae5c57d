import { IsOptional } from 'class-validator';
import { IsCountry, IsDay } from '#cases';
import { causesOfMediation, intermediariesReport } from '#projections';
import {
  CONTRADICTED,
  country,
  date,
  GRADE,
  PARTS_OF_SUM,
  PEOPLE_IN_ALL,
  people,
  text,
  UNSOURCED,
} from './making/columns.js';
import { report } from './making/report.js';
import { KnownTableQuery } from './queries/reading-query.js';

export class IntermediariesQuery extends KnownTableQuery {
  /** Only exchanges that had taken place by this day. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  intermediary?: string;
}

export const intermediaries = report({
  path: 'intermediaries',
  about: "Each intermediary's exchanges and running total.",
  subject: "what intermediaries' exchanges come to",
  query: IntermediariesQuery,
  answer: intermediariesReport,
  columns: [
    country('intermediary', 'Intermediary', '#country+code+intermediary'),
    text('exchangeId', 'Exchange', '#event+id'),
    date('occurredOn', 'Occurred on', '#date+occurred'),
    PEOPLE_IN_ALL,
    people('runningTotal', 'Running total', '+total'),
    ...PARTS_OF_SUM,
    CONTRADICTED,
    GRADE,
    UNSOURCED,
  ],
  *cells({ rows }) {
    for (const { intermediary, exchanges } of rows) {
      for (const exchange of exchanges) yield { intermediary, ...exchange };
    }
  },
  nameBy: 'exchangeId',
  compare: {
    identity: ['intermediary'],
    // The exchanges are the entries that are named.
    passing: ['exchanges'],
    without: ['exchangeId', 'occurredOn', 'runningTotal'],
    cells: (row) => row as object,
    causes: causesOfMediation,
  },
  watched: true,
});
