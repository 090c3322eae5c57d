import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filesBelow } from './contents.js';

const ATTEMPTS = 5;

/**
 * Copies a folder whose files are only ever added, replaced as a whole, or removed: again, should somebody change it
 * meanwhile, so that the copy is what it was at one moment.
 */
export async function copyFolder(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = await seen(from);
    await rm(to, { recursive: true, force: true });
    await mkdir(to, { recursive: true, mode: 0o700 });
    const isWhole = await copied(from, to, before.keys());
    if (isWhole && same(before, await seen(from))) return;
    if (attempt === ATTEMPTS) throw new Error(`${from} is changed all the time; try again`);
  }
}

async function copied(from: string, to: string, names: Iterable<string>): Promise<boolean> {
  try {
    for (const name of names) {
      await mkdir(dirname(join(to, name)), { recursive: true, mode: 0o700 });
      await copyFile(join(from, name), join(to, name));
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Each file, with what changes when it is replaced. */
async function seen(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const name of await filesBelow(folder)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found !== undefined) files.set(name, `${found.ino} ${found.size} ${found.mtimeMs}`);
  }
  return files;
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([name, state]) => b.get(name) === state);
}
