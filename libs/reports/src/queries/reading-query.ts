import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { CATEGORIES, IsCountry, IsDay, type Category } from '#cases';
import type { Position } from '#eventsourcing';
import { FORMATS, type Format } from '#formats';
import { MAX_LIMIT } from '#projections';
import { IsMoment } from './is-moment.js';
import { IsPosition } from './is-position.js';

/** What every read may be asked for. */
export class ReadingQuery {
  /** Waits up to 5 s until the answer includes this position: the one that a command was answered with. */
  @IsOptional()
  @IsPosition()
  after?: Position;
}

/** What every table may be asked for: reports, and lists. */
export class TableQuery extends ReadingQuery {
  /** Comes before what the `Accept` header asks for. `csv` and `xlsx` give all there is, and so does `json` of a list. */
  @IsOptional()
  @IsIn(FORMATS)
  format?: Format;

  /** `1` puts a row of HXL hashtags under the headings of CSV and XLSX. */
  @IsOptional()
  @IsIn(['0', '1'])
  hxl?: '0' | '1';
}

/** What every list may be asked for. */
export class PageQuery extends TableQuery {
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

/** What a read about people, exchanges, claims or alerts may be asked for: what was known at a moment. */
export class KnownQuery extends ReadingQuery {
  /**
   * What was known then: an RFC 3339 instant, or a position that an answer gave. An instant stands for everything recorded at
   * or before it. Left out: what is known now.
   */
  @IsOptional()
  @IsMoment()
  knownAt?: string;
}

/** What a table about people, exchanges, claims or alerts may be asked for: what was known at a moment. */
export class KnownTableQuery extends TableQuery {
  /**
   * What was known then: an RFC 3339 instant, or a position that an answer gave. An instant stands for everything recorded at
   * or before it. Left out: what is known now.
   */
  @IsOptional()
  @IsMoment()
  knownAt?: string;
}

/** What a list about people, exchanges, claims or alerts may be asked for: what was known at a moment. */
export class KnownPageQuery extends PageQuery {
  /**
   * What was known then: an RFC 3339 instant, or a position that an answer gave. An instant stands for everything recorded at
   * or before it. Left out: what is known now.
   */
  @IsOptional()
  @IsMoment()
  knownAt?: string;
}

/** What a report about people may be narrowed to. */
export class PeopleQuery extends KnownTableQuery {
  /** People of this category. */
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  powerOfOrigin?: string;
}

/** What a report about where people were may be narrowed to. */
export class OnDayQuery extends PeopleQuery {
  /** Where people were on this day; left out: where they are. */
  @IsOptional()
  @IsDay()
  on?: string;
}
