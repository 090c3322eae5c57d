import { Command, CommanderError } from 'commander';
import { manifest } from '#startup';
import { COMMANDS } from './commands.js';
import { endWithReader } from './end-with-reader.js';
import { ExitCode, Failure } from './exit-code.js';

/**
 * The command line's process: runs the command that is named, and leaves its code to the process.
 * @param words what stands behind the program's name
 */
export async function run(words: readonly string[]): Promise<void> {
  endWithReader();
  try {
    await (await programFor(words)).parseAsync(words, { from: 'user' });
  } catch (error) {
    const [code, message] = await endingOf(error);
    if (message !== undefined) console.error(message);
    process.exitCode = code;
  }
}

/** Of all commands, the one that is named has all its options and arguments; the others are there for the help. */
async function programFor(words: readonly string[]): Promise<Command> {
  const program = new Command('homeward')
    .description('Event-sourced tracker of prisoners of war and detained civilians on their way home')
    .version(manifest().version)
    // What stands behind a command belongs to it, also where a command above knows the same option.
    .enablePositionalOptions();
  const named = words[0] === 'help' ? words[1] : words[0];
  for (const { name, about, load } of COMMANDS) {
    const command = name === named ? await load() : new Command(name);
    program.addCommand(command.description(about));
  }
  answerItself(program);
  return program;
}

/** Leaves it to us, for every command below too, which code the process ends with. */
function answerItself(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help to see how it is used)');
  for (const below of command.commands) answerItself(below);
}

async function endingOf(error: unknown): Promise<[code: number, message?: unknown]> {
  if (error instanceof CommanderError) return [error.exitCode === 0 ? ExitCode.Done : ExitCode.Usage];
  if (error instanceof Failure) return [error.exitCode, error.message];
  const { UnusableFile } = await import('#side-files/problems');
  if (error instanceof UnusableFile) return [ExitCode.Unavailable, error.message];
  const { UnusableFolder } = await import('#stores');
  if (error instanceof UnusableFolder) return [ExitCode.Unavailable, error.message];
  return [ExitCode.Failed, error instanceof Error ? error.message : error];
}
