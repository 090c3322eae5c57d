import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import type { Caller } from '#access';
import { ACTIVITY_KINDS, type ActivityKind } from '#activity';
import { IsId, IsInstant } from '#cases';
import { FORMATS, type Format } from '#formats';
import { MAX_LIMIT } from '#projections';

/** Which activities. */
export class ActivityQuery {
  /** Who asks: names are given as far as he may know them. No parameter. */
  reader!: Caller;

  /** Owner of the token as it was given, or the id of a person. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  actor?: string;

  /** A cohort that was read, or written to. */
  @IsOptional()
  @IsId()
  cohort?: string;

  /** Activities of this kind. */
  @IsOptional()
  @IsIn(ACTIVITY_KINDS)
  kind?: ActivityKind;

  /** From this instant on. */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Before this instant. */
  @IsOptional()
  @IsInstant()
  to?: string;

  /** Comes before what the `Accept` header asks for. `csv` and `xlsx` give all there is, and so does `json`. */
  @IsOptional()
  @IsIn(FORMATS)
  format?: Format;

  /** `1` puts a row of HXL hashtags under the headings of CSV and XLSX. */
  @IsOptional()
  @IsIn(['0', '1'])
  hxl?: '0' | '1';

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
