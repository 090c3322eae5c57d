import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IsLine } from '#cases';
import { TOLD_TYPES } from './reporters-view.js';
import { WATCHED_REPORTS } from './watched-reports.js';

/** Somewhere to be told what happens. */
export class RegisterWebhook {
  /** Where messages are sent. `http` only to hosts that the server's configuration allows. */
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  @Length(1, 2000)
  url!: string;

  /** Types of events to be told of; left out: all, or none where `reports` is given. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsIn(TOLD_TYPES, { each: true })
  eventTypes?: string[];

  /** Reports of which to be told that they changed; left out: none. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(WATCHED_REPORTS, { each: true })
  reports?: string[];

  /** What it is for. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  description?: string | null;
}

/** Which deliveries. */
export class DeliveriesQuery {
  /** Deliveries on a page. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  /** Where to go on: `next` of the page before. */
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'cursor must be the next of a page' })
  cursor?: string;
}
