import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { MANIFEST, type BackedUpFile, type Manifest } from './manifest.js';

/** Its owner alone may read it. */
const MODE = 0o100600;

/**
 * Packs files into one ZIP, their manifest last, and puts it in place when it is whole and on the disk. Only its owner may
 * read it: the hashes of tokens and the signing key are in it.
 * @param folder where the files are
 * @param onProgress told how many bytes of the files are packed
 */
export async function pack(
  folder: string,
  names: readonly string[],
  to: string,
  about: Omit<Manifest, 'files'>,
  onProgress: (bytes: number) => void = () => {},
): Promise<Manifest> {
  const zip = new yazl.ZipFile();
  const failed = Promise.withResolvers<never>();
  zip.on('error', failed.reject);
  failed.promise.catch(() => undefined);
  const draft = `${to}.${process.pid}.draft`;
  const output = createWriteStream(draft, { flags: 'wx', mode: 0o600 });
  const written = pipeline(zip.outputStream as Readable, output);
  written.catch(failed.reject);
  try {
    const files: BackedUpFile[] = [];
    let done = 0;
    for (const name of names) {
      const { size } = await stat(join(folder, name));
      const hash = createHash('sha256');
      const packed = Promise.withResolvers<void>();
      const content = hashing(join(folder, name), (chunk) => {
        hash.update(chunk);
        onProgress((done += chunk.length));
      });
      content.once('end', packed.resolve).once('error', failed.reject);
      zip.addReadStream(content, name, { mode: MODE, size });
      await Promise.race([packed.promise, failed.promise]);
      files.push({ name, bytes: size, sha256: hash.digest('hex') });
    }
    const manifest: Manifest = { ...about, files };
    zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), MANIFEST, { mode: MODE });
    zip.end();
    await Promise.race([written, failed.promise]);
    await onDisk(draft);
    await rename(draft, to);
    await onDisk(dirname(to));
    return manifest;
  } catch (error) {
    output.destroy();
    await rm(draft, { force: true });
    throw error;
  }
}

/** A file's bytes, shown to somebody on their way. */
function hashing(file: string, show: (chunk: Buffer) => void): Readable {
  return Readable.from(
    (async function* () {
      for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
        show(chunk as Buffer);
        yield chunk;
      }
    })(),
    { objectMode: false },
  );
}

/** Waits until a file, or a folder's list of names, is on the disk. */
export async function onDisk(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch (error) {
    // Windows syncs no folders; its renames are durable by themselves.
    if (process.platform !== 'win32') throw error;
  } finally {
    await handle?.close();
  }
}
