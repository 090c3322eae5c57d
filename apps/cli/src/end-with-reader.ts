import { ExitCode } from './exit-code.js';

/**
 * Ends the process where nobody reads any longer what it prints, as in `homeward ... | head`: with the code of a program that
 * SIGPIPE ended. A command that has something to put away before it ends is asked to, as by SIGTERM.
 */
export function endWithReader(): void {
  let isEnding = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      if (isEnding) return;
      isEnding = true;
      process.exitCode = ExitCode.NobodyReads;
      if (!process.emit('SIGTERM')) process.exit();
    });
  }
}
