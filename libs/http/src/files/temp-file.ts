import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Manifest, Rendered } from '#formats';

/** A file that is whole before the first byte of it is sent. */
export interface TempFile {
  readonly manifest: Manifest;
  readonly bytes: number;
  /** Of the file, which has no name: see `contentOf`. */
  readonly handle: FileHandle;
}

/** What a file holds, to be read once, to its end or until it is destroyed: then nothing is left of the file. */
export function contentOf({ handle }: TempFile): Readable {
  return handle.createReadStream({ start: 0 });
}

/**
 * Keeps a file on disk while it is made: what it holds is known before it is sent, the snapshot that it was made from is
 * not held for as long as a slow reader takes, and memory stays bounded. The file has no name: no crash leaves it behind.
 */
export async function writeTempFile({ chunks, manifest }: Rendered): Promise<TempFile> {
  const handle = await nameless();
  try {
    let bytes = 0;
    for await (const chunk of chunks) {
      await handle.write(chunk);
      bytes += chunk.length;
    }
    return { manifest: await manifest, bytes, handle };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function nameless(): Promise<FileHandle> {
  const name = join(tmpdir(), `homeward-file-${randomUUID()}`);
  const handle = await open(name, 'wx+', 0o600);
  await rm(name, { force: true });
  return handle;
}
