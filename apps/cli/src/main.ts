#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { copyCommand } from './commands/copy.js';
import { exampleCommand } from './commands/example.js';
import { importCommand } from './commands/import.js';
import { tokenCommand } from './commands/token.js';
import { ExitCode, Failure } from './exit-code.js';

const program = new Command('homeward')
  .description('Event-sourced tracker of prisoners of war and detained civilians on their way home')
  .addCommand(exampleCommand())
  .addCommand(tokenCommand())
  .addCommand(copyCommand())
  .addCommand(importCommand())
  .exitOverride()
  .showHelpAfterError('(add --help to see how it is used)');
for (const command of program.commands) command.exitOverride().showHelpAfterError();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? ExitCode.Done : ExitCode.Usage;
  else if (error instanceof Failure) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = ExitCode.Failed;
  }
}
