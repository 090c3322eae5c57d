import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder, UnusableFolder } from '#stores';
import { onDisk } from './pack.js';

/** Where a data folder is to stand: what is to come there is made ready beside it, on the same disk, and put in place by renames. */
export class Place {
  private constructor(
    private readonly folder: string,
    /** Where what is to come is made ready. */
    readonly staging: string,
    /** The folder is a disk of its own, such as a container's volume, or a link to one: it stays, and what is in it goes. */
    private readonly stays: boolean,
  ) {}

  /** @throws UnusableFolder where nothing can be made ready there */
  static async at(folder: string): Promise<Place> {
    makeFolder('--data', dirname(folder));
    const stays = existsSync(folder) && (await isElsewhere(folder));
    const staging = await mkdtemp(stays ? join(folder, 'restoring-') : `${folder}.restoring-`).catch((error: Error) => {
      throw new UnusableFolder('--data', folder, error);
    });
    return new Place(folder, staging, stays);
  }

  /** Puts it in place. @returns where that is kept which stood there before; null where nothing did */
  async take(now: Date): Promise<string | null> {
    const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
    for (const name of await readdir(this.staging)) await onDisk(join(this.staging, name));
    const aside = this.stays
      ? await this.changeWithin(join(this.folder, `replaced-${stamp}`))
      : await this.change(`${this.folder}-replaced-${stamp}`);
    await onDisk(dirname(this.folder));
    if (aside === null || (await readdir(aside)).length > 0) return aside;
    await rm(aside, { recursive: true });
    return null;
  }

  private async change(aside: string): Promise<string | null> {
    const there = existsSync(this.folder);
    if (there) await rename(this.folder, aside);
    try {
      await rename(this.staging, this.folder);
    } catch (error) {
      if (there) await rename(aside, this.folder);
      throw error;
    }
    return there ? aside : null;
  }

  private async changeWithin(aside: string): Promise<string> {
    await mkdir(aside, { mode: 0o700 });
    const kept = new Set([basename(aside), basename(this.staging), 'lost+found']);
    for (const name of await readdir(this.folder)) {
      if (!kept.has(name)) await rename(join(this.folder, name), join(aside, name));
    }
    for (const name of await readdir(this.staging)) await rename(join(this.staging, name), join(this.folder, name));
    await onDisk(this.folder);
    return aside;
  }
}

async function isElsewhere(folder: string): Promise<boolean> {
  const [there, above] = [await lstat(folder), await stat(dirname(folder))];
  return there.isSymbolicLink() || there.dev !== above.dev;
}
