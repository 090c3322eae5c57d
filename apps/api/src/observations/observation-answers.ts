import type { Observation } from '#cases';
import type { CommandAnswer, Decided } from '#http';

/** What a command about an observation is answered with. */
export interface ObservationAnswer extends CommandAnswer {
  readonly observation: Decided<Observation>;
}
