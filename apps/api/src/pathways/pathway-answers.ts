import type { PathwayState } from '#cases';
import type { CommandAnswer, Decided } from '#http';

/** What a command about a pathway is answered with. */
export interface PathwayAnswer extends CommandAnswer {
  readonly pathway: Decided<PathwayState>;
}
