import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Position } from '#eventsourcing';
import { IsPosition } from '#reports';

/** From where on events are wanted. */
export class EventStreamQuery {
  /** Events after this position; left out: from the first. */
  @IsOptional()
  @IsPosition()
  after?: Position;

  /** The same as `after`. */
  @IsOptional()
  @IsPosition()
  cursor?: Position;
}

/** From where on changes are wanted. */
export class ChangesQuery {
  /** Changes after this position; left out: those from now on. */
  @IsOptional()
  @IsPosition()
  after?: Position;
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
