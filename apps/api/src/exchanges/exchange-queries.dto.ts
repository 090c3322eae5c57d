import { IsIn, IsISO31661Alpha2, IsOptional } from 'class-validator';
import { EXCHANGE_SORTS, exchangeFile, exchangeList, type ExchangeStatus } from '#projections';
import { ask } from '#nest';
import { PageQuery, ReadingQuery } from '../reading.dto.js';

/** One exchange, named by the path. */
export class ExchangeQuery extends ReadingQuery {}

/** Which exchanges. */
export class ExchangeListQuery extends PageQuery {
  @IsOptional()
  @IsIn(['planned', 'recorded', 'aborted'])
  status?: ExchangeStatus;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsISO31661Alpha2()
  intermediary?: string;

  /** A leading `-` turns the order round. */
  @IsOptional()
  @IsIn(EXCHANGE_SORTS)
  sort?: (typeof EXCHANGE_SORTS)[number];
}

export const exchangeQuestions = [
  ask(ExchangeListQuery, exchangeList),
  ask(ExchangeQuery, (models, query) => exchangeFile(models, (query as ExchangeQuery & { readonly id: string }).id)),
];
