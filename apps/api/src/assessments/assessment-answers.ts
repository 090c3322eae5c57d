import type { Assessment } from '#cases';
import type { CommandAnswer, Decided } from '#http';

/** What a command about an entry of any file is answered with. */
export interface AssessmentAnswer extends CommandAnswer {
  readonly assessment: Decided<Assessment>;
}
