import { IsIn, IsOptional } from 'class-validator';
import { IsCountry, RELIABILITIES, SOURCE_KINDS, type Reliability, type SourceKind } from '#cases';
import { ask, askOf } from '#http';
import { SOURCE_SORTS, sourceEntries, sourceFile, sourceList, sourceWithdrawal } from '#projections';
import { KnownPageQuery, KnownQuery } from '../reading.dto.js';

/** Which sources. */
export class SourceListQuery extends KnownPageQuery {
  @IsOptional()
  @IsIn(SOURCE_KINDS)
  kind?: SourceKind;

  /** The Power that it speaks for or belongs to: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  party?: string;

  @IsOptional()
  @IsIn(RELIABILITIES)
  reliability?: Reliability;

  @IsOptional()
  @IsIn(['registered', 'withdrawn'])
  status?: 'registered' | 'withdrawn';

  /** A leading `-` turns the order round. */
  @IsOptional()
  @IsIn(SOURCE_SORTS)
  sort?: (typeof SOURCE_SORTS)[number];
}

/** One source, named by the path. */
export class SourceQuery extends KnownQuery {}

/** Entries that rest on one source. */
export class SourceEntriesQuery extends KnownPageQuery {}

/** What would rest on nothing without one source. */
export class SourceWithdrawalQuery extends KnownPageQuery {}

export const sourceQuestions = [
  ask(SourceListQuery, sourceList),
  askOf(SourceQuery, sourceFile),
  askOf(SourceEntriesQuery, sourceEntries),
  askOf(SourceWithdrawalQuery, sourceWithdrawal),
];
