import { IsIn, IsOptional } from 'class-validator';
import { IsCountry, IsDay } from '#cases';
import { EXCHANGE_SORTS, exchangeFile, exchangeList, type ExchangeStatus } from '#projections';
import { ask, askOf } from '#http';
import { KnownPageQuery, KnownQuery } from '../reading.dto.js';

/** One exchange, named by the path. */
export class ExchangeQuery extends KnownQuery {
  /** Only if it had taken place by this day or, while it is planned, is to by then. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** Which exchanges. */
export class ExchangeListQuery extends KnownPageQuery {
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

export const exchangeQuestions = [ask(ExchangeListQuery, exchangeList), askOf(ExchangeQuery, exchangeFile)];
