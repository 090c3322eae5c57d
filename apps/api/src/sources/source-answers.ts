import type { Source } from '#cases';
import type { CommandAnswer, Decided } from '#http';

/** What a command about a source is answered with. */
export interface SourceAnswer extends CommandAnswer {
  readonly source: Decided<Source>;
}
