import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Position } from '#eventsourcing';

const POSITION = /^[0-9a-f]{16}(?:-[0-9a-f]{16})?$/;

/** From where on events are wanted. */
export class EventStreamQuery {
  /** Events after this position; left out: from the first. */
  @IsOptional()
  @Matches(POSITION, { message: 'after must be a position that an answer gave' })
  after?: Position;

  /** The same as `after`. */
  @IsOptional()
  @Matches(POSITION, { message: 'cursor must be a position that an answer gave' })
  cursor?: Position;
}

/** Which events. */
export class EventsQuery extends EventStreamQuery {
  /** Events in a batch. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
}
