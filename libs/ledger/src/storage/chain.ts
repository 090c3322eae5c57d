import { mkdirSync } from 'node:fs';
import { link, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, readText, syncFolderLater } from './files.js';

const LINK = /^\d{12}$/;
/** Texts that stay behind the newest, to be looked at if ever something is wrong. */
const KEPT = 16;

/** Tells drafts of one process apart. */
let drafts = 0;

/**
 * A text that is only ever replaced by anyone who knows what it was: a folder of numbered files of which the last one counts. A
 * number is taken by linking a finished file to it, which one process can do and no other after it, so that no lock can be
 * left behind by a crash. Writing lets others have the thread while the disk is waited for.
 */
export class Chain {
  /** @param folder made with the first text, where it does not exist */
  constructor(private readonly folder: string) {}

  /** The text as it stands; undefined before the first. */
  last(): string | undefined {
    const number = this.numbers().at(-1);
    return number === undefined ? undefined : readText(this.file(number));
  }

  /**
   * Keeps `next` in the place of `previous`. Durable when it resolves.
   * @returns false, and keeps nothing, where `previous` is not the last
   */
  async replace(previous: string | undefined, next: string): Promise<boolean> {
    const numbers = this.numbers();
    const newest = numbers.at(-1);
    const last = newest === undefined ? undefined : readText(this.file(newest));
    if (last !== previous) return false;
    if (newest === undefined) mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `draft-${process.pid}-${drafts++}`);
    await writeFile(draft, next, { mode: 0o600, flush: true });
    try {
      await link(draft, this.file((newest ?? 0) + 1));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolderLater(this.folder);
    for (const old of numbers.slice(0, -KEPT)) await rm(this.file(old), { force: true });
    return true;
  }

  private numbers(): number[] {
    return namesIn(this.folder)
      .filter((name) => LINK.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  }

  private file(number: number): string {
    return join(this.folder, String(number).padStart(12, '0'));
  }
}
