import { leafHash, parseEntries, printEntries, type FaultCode } from '../src/index.js';
import { packed, type Files } from './sample-bundle.js';
import { sampleKey, signedCheckpoint, type sampleLog } from './sample-log.js';

/** A bundle that somebody tampered with who has not the log's key. */
export interface BentBundle {
  readonly name: string;
  readonly files: Files;
  readonly code: FaultCode;
  /** The first broken record, where one can be told. */
  readonly index?: number;
}

type Log = ReturnType<typeof sampleLog>;

const ENTRIES = 'tile/entries/001';
const LEAVES = 'tile/0/001';

type Change = (files: Files) => void;

function put(file: string, bytes: Buffer): Change {
  return (files) => void files.set(file, bytes);
}

function text(file: string, from: string | RegExp, to: string): Change {
  return (files) => put(file, Buffer.from(files.get(file)!.toString().replace(from, to)))(files);
}

function flipped(file: string, at: number): Change {
  return (files) => {
    const bytes = Buffer.from(files.get(file)!);
    bytes[at]! ^= 0x01;
    files.set(file, bytes);
  };
}

function cut(file: string, by: number): Change {
  return (files) => put(file, files.get(file)!.subarray(0, -by))(files);
}

function entries(change: (all: Buffer[]) => Buffer[]): Change {
  return (files) => put(ENTRIES, printEntries(change(parseEntries(files.get(ENTRIES)!, 256))))(files);
}

function both(...changes: readonly Change[]): Change {
  return (files) => {
    for (const change of changes) change(files);
  };
}

/** All of them, for a log of 600 records. */
export function bentBundles(log: Log): BentBundle[] {
  const bent = (name: string, code: FaultCode, change: Change, index?: number): BentBundle => {
    const files = packed(log, log.entries);
    change(files);
    return { name, files, code, ...(index === undefined ? {} : { index }) };
  };
  const edited = Buffer.from(log.entries[300]!.toString().replace('"value":0', '"value":1'));
  const leaf = (files: Files): void => {
    const tile = Buffer.from(files.get(LEAVES)!);
    tile.set(leafHash(edited), 44 * 32);
    files.set(LEAVES, tile);
  };
  const signedBy = (seed: number, origin = log.origin): Buffer =>
    Buffer.from(signedCheckpoint(log.leaves, sampleKey(origin, 'note', seed).signer));
  return [
    bent(
      'a figure edited',
      'record-altered',
      entries((all) => all.with(44, edited)),
      300,
    ),
    bent(
      'a figure and its leaf hash edited',
      'root-differs',
      both(
        entries((all) => all.with(44, edited)),
        leaf,
      ),
    ),
    bent(
      'a record replaced by an older one',
      'record-altered',
      entries((all) => all.with(44, log.entries[3]!)),
      300,
    ),
    bent(
      'two records changed over',
      'record-altered',
      entries((all) => all.with(7, all[8]!).with(8, all[7]!)),
      263,
    ),
    bent(
      'a record left out',
      'bundle-refused',
      entries((all) => all.toSpliced(44, 1)),
    ),
    bent(
      'a record put in',
      'bundle-refused',
      entries((all) => all.toSpliced(44, 0, all[44]!)),
    ),
    bent(
      'a record put in for another',
      'record-altered',
      entries((all) => all.toSpliced(44, 0, all[3]!).slice(0, 256)),
      300,
    ),
    bent('the length of a record bent', 'bundle-refused', flipped(ENTRIES, 1)),
    bent('a leaf hash bent', 'tile-differs', flipped(LEAVES, 32 * 5)),
    bent('a hash above the leaves bent', 'tile-differs', flipped('tile/1/000.p/2', 40)),
    bent('a file of records cut off', 'bundle-refused', cut(ENTRIES, 1)),
    bent('a tile cut off', 'bundle-refused', cut(LEAVES, 32)),
    bent('a tile too long', 'bundle-refused', put(LEAVES, Buffer.alloc(8_224))),
    bent('no file of records', 'bundle-refused', (files) => files.delete(ENTRIES)),
    bent('no tile', 'bundle-refused', (files) => files.delete('tile/1/000.p/2')),
    bent('no manifest', 'bundle-refused', (files) => files.delete('manifest.json')),
    bent('no checkpoint', 'bundle-refused', (files) => files.delete('checkpoint')),
    bent('no guide', 'bundle-refused', (files) => files.delete('VERIFY.md')),
    bent('a tile of a longer log', 'bundle-refused', put('tile/0/003', Buffer.alloc(8_192))),
    bent('a partial tile beside a full one', 'bundle-refused', put('tile/0/000.p/5', Buffer.alloc(160))),
    bent('a checkpoint of fewer records', 'signature-not-valid', text('checkpoint', '\n600\n', '\n599\n')),
    bent('an older checkpoint', 'bundle-refused', put('checkpoint', Buffer.from(log.checkpointAt(599)))),
    bent('another origin', 'signature-not-valid', text('checkpoint', log.origin, 'elsewhere.example/log')),
    bent('a checkpoint with another key', 'signature-not-valid', put('checkpoint', signedBy(2))),
    bent('a checkpoint of another log', 'signature-not-valid', put('checkpoint', signedBy(1, 'elsewhere.example/log'))),
    bent('a checkpoint that is none', 'bundle-refused', put('checkpoint', Buffer.from('nothing\n'))),
    bent('a checkpoint that is no text', 'bundle-refused', put('checkpoint', Buffer.from([0xff, 0x0a]))),
    bent('a checkpoint with a line too many', 'signature-not-valid', text('checkpoint', '\n\n', '\nmore\n\n')),
    bent('a checkpoint with a carriage return', 'bundle-refused', text('checkpoint', '\n', '\r\n')),
    bent('a root of another length', 'bundle-refused', text('checkpoint', /\n600\n.*\n/, '\n600\nAAAA\n')),
    bent('a size with a zero before it', 'bundle-refused', text('checkpoint', '\n600\n', '\n0600\n')),
    bent('a signature in another base64', 'bundle-refused', text('checkpoint', /=*\n$/, '\n')),
    bent('a manifest of another size', 'manifest-differs', text('manifest.json', '"size": 600', '"size": 601')),
    bent('a manifest of another log', 'manifest-differs', text('manifest.json', log.origin, 'elsewhere')),
    bent('a manifest of other streams', 'manifest-differs', text('manifest.json', '"streams": 7', '"streams": 8')),
    bent('a manifest of another version', 'manifest-differs', text('manifest.json', '"version": 1', '"version": 2')),
    bent('a manifest without balances', 'manifest-differs', text('manifest.json', '"balances"', '"other"')),
    bent('a manifest that is a list', 'manifest-differs', put('manifest.json', Buffer.from('[]'))),
    bent('a manifest that is no JSON', 'manifest-differs', put('manifest.json', Buffer.from('{'))),
    bent('a manifest that is no text', 'manifest-differs', put('manifest.json', Buffer.from([0xff]))),
  ];
}
