import { join } from 'node:path';
import type { EventStore, Recorded } from '#eventsourcing';
import {
  FaultFound,
  LedgerFolder,
  parseTilePath,
  printEntries,
  rootOf,
  verifyLog,
  type FaultCode,
  type LiveLog,
  type Verdict,
  type VerifyLogOptions,
  type VerifyOptions,
} from '#ledger';
import { inspectSqliteLog, isDamage, openEventStore, openLedger, type LogLedger } from '#stores';
import { logAddress, refuseMissing } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';

/** A log in a data folder, opened to be read, and what signs it. A server may go on using both. */
export interface KeptLog {
  readonly store: EventStore;
  readonly tiles: LogLedger;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** @throws Failure where there is no log, or it cannot be opened; whatever `isDamage` knows */
export async function openKeptLog(data: string, log: string | undefined): Promise<KeptLog> {
  refuseMissing(data);
  const address = logAddress(data, log);
  const opened: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened.toReversed()) await each.close();
  };
  try {
    const store = await openEventStore(address, { readOnly: true });
    opened.push(store);
    const tiles = await openLedger(address, store, join(data, 'leaves.sqlite'), { readOnly: true });
    opened.push(tiles);
    return { store, tiles, folder: join(data, 'ledger'), close };
  } catch (error) {
    await close();
    if (isDamage(error)) throw error;
    throw new Failure(`the log ${address} cannot be opened: ${(error as Error).message}`, ExitCode.Unavailable);
  }
}

/** What signs a log. @throws Failure where nothing has signed it yet */
export function openLedgerFolder(data: string, name = 'ledger'): LedgerFolder {
  const folder = join(data, name);
  if (!LedgerFolder.exists(folder)) {
    throw new Failure(
      `nothing has signed this log yet: ${folder} has no key. Start the server once.`,
      ExitCode.Unavailable,
    );
  }
  return LedgerFolder.open(folder);
}

/**
 * Verifies a data folder: its records, its tree level by level, that it continues the last checkpoint it signed, and that its
 * database finds every record where the record says it is.
 */
export async function verifyKeptLog(data: string, log: string | undefined, options: VerifyOptions): Promise<Verdict> {
  const address = logAddress(data, log);
  return verifyKept({ address, open: () => openKeptLog(data, log), under: 'stream, revision or id' }, options);
}

/** A ledger in a data folder, and how its records are filed in the database. */
export interface Kept<Opened extends Ledger> {
  /** As `openLedger` takes it. */
  readonly address: string;
  readonly open: () => Promise<Opened>;
  /** Selects what is filed wrongly, where it is no log of events: see `inspectSqliteLog`. */
  readonly misfiled?: string;
  /** By what anyone who looks for a record finds it. */
  readonly under: string;
}

type Ledger = Pick<KeptLog, 'tiles' | 'folder' | 'close'>;

/** Verifies a ledger in a data folder: see `verifyKeptLog`. */
export async function verifyKept<Opened extends Ledger>(
  { address, open, misfiled: among, under }: Kept<Opened>,
  options: VerifyLogOptions,
): Promise<Verdict> {
  let kept: Opened | undefined;
  try {
    const verdict = await verifyLog(async () => asLiveLog((kept = await reading(open))), options);
    if (!verdict.ok || !address.startsWith('sqlite:')) return verdict;
    const defect = await inspectSqliteLog(address.slice('sqlite:'.length), verdict.size, among);
    if (defect === undefined) return verdict;
    return {
      ok: false,
      fault: defect.kind === 'damaged' ? damaged(defect.problem) : await misfiled(kept!, defect.index, under),
    };
  } finally {
    await kept?.close();
  }
}

async function asLiveLog({ tiles, folder }: Ledger): Promise<LiveLog> {
  const checkpoint = LedgerFolder.lastCheckpointIn(folder);
  if (checkpoint === undefined) throw fault('log-incomplete', `The folder ${folder} holds no signed checkpoint.`);
  const state = await reading(() => tiles.state());
  const read = async (path: string): Promise<Buffer> =>
    reading(async () => {
      const { level, number, width } = parseTilePath(path);
      if (level !== 'entries') return tiles.hashes(level, number, width);
      return printEntries(await tiles.entries(number, width));
    }, path);
  return { kind: 'data-folder', checkpoint, tree: { size: state.size, root: rootOf(state) }, read };
}

/** What a database cannot give is a fault of it. */
async function reading<T>(work: () => Promise<T>, file?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDamage(error)) throw new FaultFound(damaged(error.message));
    if (!(error instanceof RangeError)) throw error;
    throw fault('log-incomplete', `The log does not hold what its tree counts: ${error.message}.`, file);
  }
}

async function misfiled({ tiles }: Ledger, index: number, under: string) {
  const [entry] = (await tiles.entries(Math.floor(index / 256), (index % 256) + 1)).slice(-1);
  const { stream, revision, id } = JSON.parse(String(entry)) as Partial<Recorded>;
  const where = stream === undefined ? '' : `stream ${stream}, revision ${revision}, `;
  const message =
    `Record ${index} (${where}id ${id}) is filed in the database under another ${under}, ` +
    'so that anyone who looks for it does not find it there.';
  const record = { index, stream: stream ?? null, revision: revision ?? null, id: id ?? null };
  return { code: 'record-misfiled', message, record } as const;
}

function damaged(problem: string) {
  return { code: 'store-damaged', message: `The database is not as its engine wrote it: ${problem}.` } as const;
}

function fault(code: FaultCode, message: string, file?: string): FaultFound {
  return new FaultFound({ code, message, ...(file === undefined ? {} : { file }) });
}
