#!/usr/bin/env -S node --max-semi-space-size=8
// The bound on new objects, in MiB, keeps long imports and verifications in a third of the memory: see test/bench.
import { Command, CommanderError } from 'commander';
import { backupCommand } from './commands/backup.js';
import { bundleCommand } from './commands/bundle.js';
import { checkpointCommand } from './commands/checkpoint.js';
import { copyCommand } from './commands/copy.js';
import { exampleCommand } from './commands/example.js';
import { importCommand } from './commands/import.js';
import { keysCommand } from './commands/keys.js';
import { rebuildCommand } from './commands/rebuild.js';
import { replayCommand } from './commands/replay.js';
import { restoreCommand } from './commands/restore.js';
import { tokenCommand } from './commands/token.js';
import { verifyCommand } from './commands/verify.js';
import { UnusableFolder } from '#stores';
import { ExitCode, Failure } from './exit-code.js';

const program = new Command('homeward')
  .description('Event-sourced tracker of prisoners of war and detained civilians on their way home')
  .addCommand(exampleCommand())
  .addCommand(tokenCommand())
  .addCommand(copyCommand())
  .addCommand(importCommand())
  .addCommand(replayCommand())
  .addCommand(rebuildCommand())
  .addCommand(checkpointCommand())
  .addCommand(bundleCommand())
  .addCommand(verifyCommand())
  .addCommand(keysCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  // What stands behind a command belongs to it, also where a command above knows the same option.
  .enablePositionalOptions();
answerItself(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? ExitCode.Done : ExitCode.Usage;
  else if (error instanceof Failure) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof UnusableFolder) {
    console.error(error.message);
    process.exitCode = ExitCode.Unavailable;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = ExitCode.Failed;
  }
}

/** Leaves it to us, for every command below too, which code the process ends with. */
function answerItself(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help to see how it is used)');
  for (const below of command.commands) answerItself(below);
}
