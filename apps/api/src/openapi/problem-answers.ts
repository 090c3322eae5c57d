import type { EntrySince, ProblemDetails } from '#http';
import type { Position } from '#eventsourcing';
import type { Obstacle } from '#imports';

/** Why something was not done (RFC 9457). `code` tells problems apart. */
export interface Problem extends ProblemDetails {
  /** Of what has changed since it was read: the revision that it is at. */
  readonly revision?: number;
  readonly position?: Position | null;
  /** What was recorded since, the oldest first: of more than 100 entries, the newest 100. */
  readonly since?: readonly EntrySince[];
  /** What a rule saw. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Of an import that cannot be taken back: what was built on it since. */
  readonly obstacles?: readonly Obstacle[];
}
