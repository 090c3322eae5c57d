import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import { readActivity } from '#activity';
import { BalancesByCohort } from '#cases';
import { Malformed, parseVerifierKey, verifyBundle, verifyLog, type Verdict, type VerifyOptions } from '#ledger';
import { ADDRESSES } from '#stores';
import { verifyKeptActivity } from '../auditing/kept-activity.js';
import { verifyKeptLog } from '../auditing/kept-log.js';
import { activity, isUrl, token } from '../auditing/options.js';
import { withBar } from '../auditing/progress.js';
import { ServedLog } from '../auditing/served-log.js';
import { receiptInWords, verdictOnReceipt } from '../auditing/receipt.js';
import { verdictInWords } from '../auditing/verdict-in-words.js';
import { ExitCode, Failure } from '../exit-code.js';
import { textOf } from '../named-file.js';

interface Options {
  readonly key: readonly string[];
  readonly checkpoint?: string;
  readonly record?: string;
  readonly log?: string;
  readonly token?: string;
  readonly activity?: true;
  readonly json?: true;
}

/** `homeward verify`: that nothing was altered. For a file it needs no server, no database and no configuration. */
export function verifyCommand(): Command {
  return new Command('verify')
    .argument('<what>', "a bundle's or a receipt's file, a server's URL, or a data folder")
    .addOption(
      new Option('--key <key>', "the log's public key, which must not come from what is verified; may be repeated")
        .makeOptionMandatory()
        .argParser(keys),
    )
    .option('--checkpoint <file>', 'an older signed checkpoint that you hold: shows whether history was rewritten')
    .addOption(
      new Option(
        '--record <file>',
        'with a receipt (.tlog-proof): the record that it is about, as an extract holds it',
      ).conflicts(['checkpoint', 'log', 'activity']),
    )
    .option('--log <address>', `with a data folder: the log, where it is not in there: ${ADDRESSES}`)
    .addOption(token())
    .addOption(activity())
    .option('--json', 'print the verdict as one JSON object')
    .addHelpText(
      'after',
      '\nEnds with 0 where it is verified, 1 where it is not, 64 for wrong usage, 69 where it is not there.',
    )
    .action(async (what: string, options: Options) => {
      if (options.record !== undefined) {
        return tell(verdictOnReceipt(what, options.record, options.key), receiptInWords, options);
      }
      const checkpoint = options.checkpoint === undefined ? undefined : textOf('--checkpoint', options.checkpoint);
      const verdict = await withBar('verifying', (onProgress) =>
        verdictOn(what, options, { key: options.key, checkpoint, onProgress }),
      );
      tell(verdict, verdictInWords, options);
    });
}

function tell<T extends { readonly ok: boolean }>(
  verdict: T,
  inWords: (verdict: T) => string,
  { json }: Options,
): void {
  console.log(json === true ? JSON.stringify(verdict) : inWords(verdict));
  if (!verdict.ok) process.exitCode = ExitCode.Failed;
}

async function verdictOn(
  what: string,
  { token: secret, log, activity: isActivity }: Options,
  asked: VerifyOptions,
): Promise<Verdict> {
  if (isActivity === true) return activityVerdictOn(what, secret, asked);
  if (isUrl(what)) {
    const served = new ServedLog(what, secret);
    return verifyLog(() => served.open(), asked);
  }
  if (isFolder(what)) return verifyKeptLog(what, log, asked);
  return verifyBundle(what, { ...asked, fold: new BalancesByCohort() });
}

async function activityVerdictOn(what: string, secret: string | undefined, asked: VerifyOptions): Promise<Verdict> {
  if (isUrl(what)) {
    const served = new ServedLog(what, secret, '/activity');
    return verifyLog(() => served.open(), { ...asked, readLeaf: readActivity });
  }
  if (isFolder(what)) return verifyKeptActivity(what, asked);
  throw new Failure(`--activity: ${what} is a file; give a server's URL or a data folder`, ExitCode.Usage);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? `there is no file or folder ${path}` : `${path} cannot be read: ${message}`;
    throw new Failure(problem, ExitCode.Unavailable);
  }
}

function keys(value: string, before: readonly string[] = []): string[] {
  try {
    parseVerifierKey(value);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    const hint = 'It is one line, <name>+<id>+<key>; "homeward keys list" prints it where the log is.';
    throw new Failure(`--key: ${error.message}. ${hint}`, ExitCode.Usage);
  }
  return [...before, value];
}
