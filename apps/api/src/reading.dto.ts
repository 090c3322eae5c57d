import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import type { Position } from '#eventsourcing';
import { MAX_LIMIT } from '#projections';

/** What every read may be asked for. */
export class ReadingQuery {
  /** Waits up to 5 s until the answer includes this position: the one that a command was answered with. */
  @IsOptional()
  @Matches(/^[0-9a-f]{16}(?:-[0-9a-f]{16})?$/, { message: 'after must be a position that an answer gave' })
  after?: Position;
}

/** What every list may be asked for. */
export class PageQuery extends ReadingQuery {
  /** Rows on a page. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  limit?: number;

  /** Where to go on: `next` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  cursor?: string;
}
