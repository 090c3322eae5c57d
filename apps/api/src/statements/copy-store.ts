import { hash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyTypeOf, type CopyType } from './copy-type.js';

/** A stored copy of something that was published. */
export interface Copy {
  /** In lower-case hex. */
  readonly sha256: string;
  readonly mediaType: CopyType;
  readonly bytes: number;
}

/**
 * Keeps copies by their SHA-256, beside the log: `ab/cdef...` under one folder. What is there never changes, and the same
 * bytes are kept once.
 */
export class CopyStore {
  constructor(private readonly folder: string) {}

  /**
   * Keeps a copy, on disk before it is answered.
   * @returns undefined for content of a type that is not kept
   */
  async keep(content: Buffer): Promise<Copy | undefined> {
    const mediaType = await copyTypeOf(content);
    if (mediaType === undefined) return undefined;
    const sha256 = hash('sha256', content);
    const copy = { sha256, mediaType, bytes: content.length };
    const file = this.fileOf(sha256);
    if ((await sizeOf(file)) === content.length) return copy;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `draft-${randomUUID()}`);
    try {
      await written(draft, content);
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
    for (const folder of [dirname(file), this.folder, dirname(this.folder)]) await settled(folder);
    return copy;
  }

  /** A copy that was kept; undefined where there is none. */
  async find(sha256: string): Promise<Copy | undefined> {
    const content = await readFile(this.fileOf(sha256)).catch(ifMissing);
    const mediaType = content && (await copyTypeOf(content));
    return mediaType && { sha256, mediaType, bytes: content.length };
  }

  /** The content of a copy that was found. */
  read(sha256: string): ReadStream {
    return createReadStream(this.fileOf(sha256));
  }

  private fileOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2));
  }
}

async function written(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename survive a power cut: the folder is what holds the name. Windows does that by itself, and opens no folder. */
async function settled(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(ifMissing))?.size;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
