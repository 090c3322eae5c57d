import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsId, IsInstant, Nested, NotWith } from '#cases';

/** The most commands that are taken at once. */
export const MOST_COMMANDS = 20;

/** A command of a batch, with what its headers would say if it were sent alone. */
export class BatchedCommand {
  /** Its `Idempotency-Key`: sent again, alone or in another batch, it is answered as the first time. */
  @Matches(/^[\x21-\x7e]{1,255}$/, { message: '$property must be 1 to 255 visible ASCII characters, best a UUID' })
  key!: string;

  /** The address that it would be sent to alone. Needed unless `operation` says which. */
  @ValidateIf(({ operation }: BatchedCommand) => operation === undefined || operation === null)
  @Matches(/^\/api\/v1\/[a-z0-9-]+(?:\/[a-z0-9-]+\/[a-z-]+)?$/, {
    message: '$property must be the path of a command, such as /api/v1/cohorts/ru-pow-2025-08-24/mark-in-transit',
  })
  path?: string;

  /** Instead of the path: the command by its name in the API's description, such as `Cohorts.markInTransit`. */
  @IsOptional()
  @NotWith('path')
  @Matches(/^[A-Za-z]+\.[A-Za-z]+$/, { message: '$property must be the name of an operation' })
  operation?: string;

  /** With `operation`: what the command acts on. Left out for one that creates. */
  @IsOptional()
  @NotWith('path')
  @IsId()
  id?: string;

  /** The body that it would have alone. */
  @IsObject()
  body!: object;

  /** The revision that it was decided on, as `If-Match` would say it. */
  @IsOptional()
  @IsInt()
  @Min(0)
  revision?: number;

  /** When it was written, by the client's own clock, as `Written-At` would say it. */
  @IsOptional()
  @IsInstant()
  writtenAt?: string;
}

/** Commands that are sent together, in the order in which they are to be done. */
export class CommandBatch {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_COMMANDS)
  @Nested(() => BatchedCommand, { each: true })
  commands!: BatchedCommand[];
}

/** What a command of a batch is answered with: what it would have been answered with alone. */
export class BatchedAnswer {
  /** The key that it came with. */
  key!: string;

  /** The HTTP status. */
  status!: number;

  /** Where what it created or acted on is; null for one that was refused. */
  location!: string | null;

  /** After so many seconds it may be sent again; null where that is not said. */
  retryAfter!: number | null;

  /** The answer: what was written and what stands now, or the problem (RFC 9457). */
  body!: object;
}

/** The answers of a batch, in the order of its commands. */
export class CommandBatchAnswer {
  answers!: BatchedAnswer[];
}
