import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WriteStream } from 'node:fs';
import { Command } from 'commander';
import { BalancesByCohort } from '#cases';
import {
  parseCheckpoint,
  parseNote,
  signAsItStands,
  SigningRefused,
  SOFTWARE,
  writeBundle,
  writeExtract,
} from '#ledger';
import { ADDRESSES } from '#stores';
import { openKeptLog, openLedgerFolder } from '../auditing/kept-log.js';
import { writeNew } from '../auditing/new-file.js';
import { isUrl, token } from '../auditing/options.js';
import { withBar, withCount, type Tell } from '../auditing/progress.js';
import { ServedLog } from '../auditing/served-log.js';
import { dataFolder } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';

interface Options {
  readonly to: string;
  readonly from?: string;
  readonly stream?: string;
  readonly data: string;
  readonly token?: string;
}

/** `homeward bundle`: all that an auditor needs to verify the log without us, in one file. Works beside a running server. */
export function bundleCommand(): Command {
  return new Command('bundle')
    .requiredOption('--to <file.zip>', 'the file to write; none is written over')
    .option('--from <address>', `a server's URL, or where the log is, if not in the data folder: ${ADDRESSES}`)
    .option('--stream <name>', 'an extract: the records of this stream alone, each with its receipt')
    .addOption(dataFolder())
    .addOption(token())
    .addHelpText(
      'after',
      '\nAn extract proves that its records stand in the log, and not that they are all of the stream.',
    )
    .action(async (options: Options) => {
      const { from, to } = options;
      await writeNew(to, (output) =>
        from !== undefined && isUrl(from) ? download(from, output, options) : fromFolder(output, options),
      );
      console.log(`${to} is written. VERIFY.md in it says how to verify it.`);
    });
}

async function download(url: string, output: WriteStream, { token: secret, stream }: Options): Promise<void> {
  const query = stream === undefined ? '' : `?stream=${encodeURIComponent(stream)}`;
  const body = await new ServedLog(url, secret).download(`bundle${query}`);
  try {
    await withCount('downloading', 'KiB', (tell) =>
      pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), counted(tell), output),
    );
  } catch (error) {
    throw new Failure(`the download broke off: ${(error as Error).message}`, ExitCode.Unavailable);
  }
}

/** Tells how much of a download has come. */
function counted(tell: (kibibytes: number) => void) {
  return async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      tell(Math.ceil(bytes / 1_024));
      yield piece;
    }
  };
}

/** How many records an extract will have, nobody knows before. */
function withProgress(isExtract: boolean, work: (tell: Tell) => Promise<void>): Promise<void> {
  return isExtract ? withCount('extracting', 'records', work) : withBar('bundling', work);
}

async function fromFolder(output: WriteStream, { data, from, stream }: Options): Promise<void> {
  const { store, tiles, close } = await openKeptLog(data, from);
  try {
    const folder = openLedgerFolder(data);
    const checkpoint = await signAsItStands(folder, tiles);
    const { size } = parseCheckpoint(parseNote(checkpoint).text);
    await withProgress(stream !== undefined, async (tell) => {
      const onProgress = (done: number): void => tell(done, size);
      const options = { checkpoint, keys: folder.ring(), software: SOFTWARE, onProgress };
      if (stream !== undefined) await writeExtract(store.read(stream), tiles, output, { ...options, stream });
      else await writeBundle(store.readAll(), output, { ...options, fold: new BalancesByCohort() });
    });
  } catch (error) {
    if (error instanceof SigningRefused || error instanceof RangeError) throw new Failure(error.message);
    throw error;
  } finally {
    await close();
  }
}
