import { IsOptional, IsString, Length } from 'class-validator';
import { ask, askOf } from '#http';
import { statementFile, statementList } from '#projections';
import { KnownPageQuery, KnownQuery } from '../reading.dto.js';

/** Which statements. */
export class StatementListQuery extends KnownPageQuery {
  /** Id of the source. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  source?: string;
}

/** One statement, named by the path. */
export class StatementQuery extends KnownQuery {}

export const statementQuestions = [ask(StatementListQuery, statementList), askOf(StatementQuery, statementFile)];
