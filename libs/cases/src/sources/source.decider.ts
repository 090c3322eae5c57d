import { across, commandsOf, type UseCase } from '#eventsourcing';
import { CaptureStatement, captureStatement } from './commands/capture-statement.js';
import { GradeSource, gradeSource } from './commands/grade-source.js';
import { RegisterSource, registerSource } from './commands/register-source.js';
import { WithdrawSource, withdrawSource } from './commands/withdraw-source.js';
import { source } from './source.js';

const on = commandsOf(source);

/** Everything that can be done with a source, and with what it said. */
export const sourceUseCases: readonly UseCase<any>[] = [
  on(RegisterSource, registerSource),
  on(GradeSource, gradeSource),
  on(WithdrawSource, withdrawSource),
  across(CaptureStatement, captureStatement),
];
