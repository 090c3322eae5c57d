/** What the process answers its caller; 64 and 69 are those of sysexits, 141 is a shell's for SIGPIPE. */
export const ExitCode = { Done: 0, Failed: 1, Usage: 64, Unavailable: 69, NobodyReads: 141 } as const;

/** Ends a command with a sentence and a code. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    message: string,
    readonly exitCode: number = ExitCode.Failed,
  ) {
    super(message);
  }
}
