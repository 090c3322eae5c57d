import {
  EMPTY_STATE,
  grow,
  leafHash,
  makeReceipt,
  MemoryTileStore,
  printManifest,
  SOFTWARE,
  type ExtractManifest,
  type FaultCode,
} from '../src/index.js';
import { packed, type Files } from './sample-bundle.js';
import type { sampleLog } from './sample-log.js';

type Log = ReturnType<typeof sampleLog>;

const STREAM = 'cohort-3';

/** The files of an extract of one stream of the log, made without `writeExtract`. */
export async function packedExtract(log: Log, entries: readonly Buffer[] = log.entries): Promise<Files> {
  const whole = packed(log, entries);
  const tiles = new MemoryTileStore();
  const growth = grow(EMPTY_STATE, entries.map(leafHash));
  await tiles.extend(growth, entries);
  const checkpoint = whole.get('checkpoint')!;
  const files: Files = new Map(['checkpoint', 'keys.json', 'VERIFY.md'].map((name) => [name, whole.get(name)!]));
  let records = 0;
  for (const [index, entry] of entries.entries()) {
    if (!entry.includes(`"stream":"${STREAM}"`)) continue;
    files.set(`records/${records}.json`, entry);
    files.set(`receipts/${records}.tlog-proof`, Buffer.from(await makeReceipt(tiles, index, checkpoint.toString())));
    records++;
  }
  const manifest: ExtractManifest = {
    format: 'homeward-extract',
    version: 1,
    origin: log.origin,
    size: entries.length,
    stream: STREAM,
    records,
    software: SOFTWARE,
  };
  return files.set('manifest.json', Buffer.from(printManifest(manifest)));
}

/** An extract that somebody tampered with, and what must be found. */
export interface BentExtract {
  readonly name: string;
  readonly files: Files;
  readonly code: FaultCode;
  /** The record's place in the log, where one is to be named. */
  readonly index?: number;
}

function text(file: string, from: string | RegExp, to: string): (files: Files) => void {
  return (files) => void files.set(file, Buffer.from(files.get(file)!.toString().replace(from, to)));
}

function withoutLast(files: Files): void {
  files.delete('records/5.json');
  files.delete('receipts/5.tlog-proof');
}

/** All of them, for a log of 40 records in 7 streams: those of `cohort-3` stand at 3, 10, 17, 24, 31 and 38. */
export async function bentExtracts(log: Log): Promise<BentExtract[]> {
  const good = await packedExtract(log);
  const bent = (name: string, code: FaultCode, change: (files: Files) => void, index?: number): BentExtract => {
    const files: Files = new Map(good);
    change(files);
    return { name, files, code, ...(index === undefined ? {} : { index }) };
  };
  const swapped = (one: string, other: string) => (files: Files) =>
    void files.set(one, good.get(other)!).set(other, good.get(one)!);
  const RECORD = 'records/2.json';
  const RECEIPT = 'receipts/2.tlog-proof';
  const signedBadly = async (change: (text: string) => string): Promise<Files> =>
    packedExtract(log, log.entries.with(17, Buffer.from(change(log.entries[17]!.toString()))));
  const other = await packedExtract(log, log.entries.slice(0, 39));
  const signed = [
    ['a record signed in another spelling', 'record-not-canonical', (t: string) => t.replace('{"actor"', '{ "actor"')],
    ['a record signed without a member', 'record-malformed', (t: string) => t.replace('"causation":null,', '')],
    ['a revision signed twice', 'revision-out-of-order', (t: string) => t.replace('"revision":2', '"revision":1')],
  ] as const;
  return [
    bent('a figure edited', 'receipt-not-valid', text(RECORD, /"value":[0-9]+/, '"value":149'), 17),
    bent('two records changed over', 'receipt-not-valid', swapped('records/2.json', 'records/3.json'), 17),
    bent(
      'a receipt of another record',
      'receipt-not-valid',
      (f) => f.set(RECEIPT, good.get('receipts/3.tlog-proof')!),
      24,
    ),
    bent(
      'two records changed over with their receipts',
      'revision-out-of-order',
      (files) => {
        swapped('records/2.json', 'records/3.json')(files);
        swapped('receipts/2.tlog-proof', 'receipts/3.tlog-proof')(files);
      },
      24,
    ),
    bent('a receipt of another index', 'receipt-not-valid', text(RECEIPT, 'index 17', 'index 16'), 16),
    bent('a receipt past the end', 'receipt-not-valid', text(RECEIPT, 'index 17', 'index 40'), 40),
    bent('a receipt with a zero before its index', 'receipt-not-valid', text(RECEIPT, 'index 17', 'index 017')),
    bent('a receipt without a line', 'receipt-not-valid', text(RECEIPT, /index 17\n.*\n/, 'index 17\n'), 17),
    bent('a receipt that is none', 'receipt-not-valid', (files) => files.set(RECEIPT, Buffer.from('nothing'))),
    bent('a receipt with an extra line', 'receipt-not-valid', text(RECEIPT, 'index', 'extra QQ==\nindex')),
    bent('a receipt of another version', 'receipt-not-valid', text(RECEIPT, '@v1', '@v2')),
    bent('a receipt that is no text', 'receipt-not-valid', (files) => files.set(RECEIPT, Buffer.from([0xff]))),
    bent('a receipt of another checkpoint', 'receipt-not-valid', (f) => f.set(RECEIPT, other.get(RECEIPT)!)),
    bent('no receipt', 'bundle-refused', (files) => files.delete(RECEIPT)),
    bent('no record', 'bundle-refused', (files) => files.delete(RECORD)),
    bent('the last record left out', 'bundle-refused', withoutLast),
    bent('a record too many', 'bundle-refused', (files) => files.set('records/6.json', good.get(RECORD)!)),
    bent('a tile', 'bundle-refused', (files) => files.set('tile/0/000.p/40', Buffer.alloc(1_280))),
    bent('no guide', 'bundle-refused', (files) => files.delete('VERIFY.md')),
    bent('another stream', 'revision-out-of-order', text('manifest.json', STREAM, 'cohort-4'), 3),
    bent('a manifest of another size', 'manifest-differs', text('manifest.json', '"size": 40', '"size": 41')),
    bent('a manifest of a bundle', 'manifest-differs', text('manifest.json', 'homeward-extract', 'homeward-bundle')),
    bent('a manifest without a stream', 'manifest-differs', text('manifest.json', '"stream"', '"strom"')),
    bent('a checkpoint of fewer records', 'signature-not-valid', text('checkpoint', '\n40\n', '\n39\n')),
    ...(await Promise.all(
      signed.map(async ([name, code, change]) => ({ name, code, index: 17, files: await signedBadly(change) })),
    )),
  ];
}
