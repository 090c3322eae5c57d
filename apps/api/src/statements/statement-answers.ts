import type { Statement } from '#cases';
import type { CommandAnswer, Decided } from '#http';

/** What a command about a statement is answered with. */
export interface StatementAnswer extends CommandAnswer {
  readonly statement: Decided<Statement>;
}
