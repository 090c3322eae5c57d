import { IsOptional, IsString, Length } from 'class-validator';

/** What of the log is asked for. */
export class BundleQuery {
  /** An extract: the records of this stream alone, each with its receipt; e.g. `cohort-ru-pow-2025-08-24`. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  stream?: string;
}
