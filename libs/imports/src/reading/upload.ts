import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LIMITS, Unreadable } from './sheet.js';

/** A table that came in over the network, on disk while it is read. */
export interface Upload extends AsyncDisposable {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Takes a table in, up to the largest size that is read.
 * @throws Unreadable file-too-large
 */
export async function receive(body: AsyncIterable<Uint8Array>, folder = tmpdir()): Promise<Upload> {
  const file = join(folder, `homeward-import-${randomUUID()}`);
  const remove = (): Promise<void> => rm(file, { force: true });
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > LIMITS.fileBytes) throw fileTooLarge();
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(file, { mode: 0o600 }),
    );
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, sha256: hash.digest('hex'), [Symbol.asyncDispose]: remove };
}

/** SHA-256 of a file, in lower-case hex. */
export async function fingerprintOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export function fileTooLarge(): Unreadable {
  return new Unreadable('file-too-large', `the file is larger than ${LIMITS.fileBytes / 2 ** 20} MiB`);
}
