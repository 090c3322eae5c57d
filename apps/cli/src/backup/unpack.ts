import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { types } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { Failure } from '../exit-code.js';
import { BackupRefused, MANIFEST, parseManifest, type BackedUpFile, type Manifest } from './manifest.js';

const MAX_MANIFEST = 64 * 1024 * 1024;

/** A backup that is open for reading. */
export interface OpenBackup {
  readonly manifest: Manifest;
  /**
   * Unpacks all its files into a folder, each as the manifest describes it.
   * @throws BackupRefused for the first that is not
   */
  unpack(to: string, onProgress?: (bytes: number) => void): Promise<void>;
  close(): void;
}

/** @throws BackupRefused for a file that is no backup, or holds other files than its manifest names */
export async function openBackup(file: string): Promise<OpenBackup> {
  const zip = await yauzl.openPromise(file, { autoClose: false, strictFileNames: true }).catch((error: unknown) => {
    throw asRefusal(error, 'It cannot be read as a ZIP');
  });
  try {
    const entries = await entriesOf(zip);
    const manifest = await manifestOf(zip, entries);
    const named = new Set(manifest.files.map(({ name }) => name));
    const missing = [...named].find((name) => !entries.has(name));
    if (missing !== undefined) throw new BackupRefused(`The file ${missing} is missing in it.`);
    const unnamed = [...entries.keys()].find((name) => name !== MANIFEST && !named.has(name));
    if (unnamed !== undefined) throw new BackupRefused(`It holds a file that its manifest does not name: ${unnamed}.`);
    return {
      manifest,
      unpack: async (to, onProgress = () => {}) => {
        for (const one of manifest.files) await unpackFile(zip, entries.get(one.name)!, one, to, onProgress);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new BackupRefused(`It holds the file ${entry.fileName} twice.`);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw asRefusal(error, 'It cannot be read as a ZIP');
  }
  return entries;
}

async function manifestOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  if (entry === undefined) throw new BackupRefused(`It is no backup of Homeward: it has no ${MANIFEST}.`);
  if (entry.uncompressedSize > MAX_MANIFEST) throw new BackupRefused(`Its ${MANIFEST} is too large.`);
  try {
    return parseManifest(await text(await zip.openReadStreamPromise(entry)));
  } catch (error) {
    throw asRefusal(error, `Its ${MANIFEST} cannot be unpacked`);
  }
}

async function unpackFile(
  zip: ZipFile,
  entry: Entry,
  { name, bytes, sha256 }: BackedUpFile,
  to: string,
  onProgress: (bytes: number) => void,
): Promise<void> {
  if (entry.uncompressedSize !== bytes) throw new BackupRefused(`The file ${name} is not as long as it should be.`);
  const hash = createHash('sha256');
  const through = new Transform({
    transform: (chunk: Buffer, _, next) => {
      hash.update(chunk);
      try {
        onProgress(chunk.length);
        next(null, chunk);
      } catch (error) {
        next(error as Error);
      }
    },
  });
  const file = join(to, name);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const packed: Readable = await zip.openReadStreamPromise(entry);
    await pipeline(packed, through, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    throw asRefusal(error, `The file ${name} cannot be unpacked`);
  }
  if (hash.digest('hex') !== sha256) throw new BackupRefused(`The file ${name} is not the one that was backed up.`);
}

/** What the ZIP reader throws says that the file is broken; what the disk throws does not. */
function asRefusal(error: unknown, what: string): unknown {
  if (!types.isNativeError(error) || error instanceof BackupRefused || error instanceof Failure) return error;
  if ('syscall' in error) return error;
  return new BackupRefused(`${what}: ${error.message.replace(/\.+$/, '')}.`);
}
