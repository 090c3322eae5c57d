import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

const POINTER = 'current';
/** Stands behind the number of a generation that is damaged. */
const ABANDONED = 'damaged';
const REPORTING = 'reporting.sqlite';
const FILE = /^read-(\d+)\.sqlite$/;

/**
 * The generations of read models in a folder: a file each, and a pointer to the one being served. The pointer is replaced by
 * renaming, so that a reader sees the old one or the new one and nothing between.
 */
export class Generations {
  constructor(readonly folder: string) {}

  /** Number of the generation being served; undefined before there is one, and after it was abandoned. */
  current(): number | undefined {
    const pointer = this.pointer();
    return pointer !== undefined && /^[1-9]\d*$/.test(pointer) ? Number(pointer) : undefined;
  }

  /** Says that a generation is damaged: it is served no longer, and one in its place is to be made from the log. */
  abandon(number: number): void {
    if (this.current() === number) this.point(`${number} ${ABANDONED}`);
  }

  /** Whether the generation that was served last is damaged. */
  isAbandoned(): boolean {
    return this.pointer()?.endsWith(ABANDONED) === true;
  }

  file(number: number): string {
    return join(this.folder, `read-${number}.sqlite`);
  }

  /** A number that no generation has, finished or not. */
  next(): number {
    mkdirSync(this.folder, { recursive: true });
    return Math.max(0, this.current() ?? 0, ...this.numbers()) + 1;
  }

  /** Waits until all that a generation holds is on the disk. */
  persist(number: number): void {
    sync(this.file(number));
  }

  /** Makes a generation the one being served. Durable when it returns. */
  serve(number: number): void {
    this.point(String(number));
    this.link(number);
    sync(this.folder);
  }

  private point(to: string): void {
    const draft = join(this.folder, `${POINTER}.${process.pid}`);
    writeFileSync(draft, to, { flush: true });
    renameSync(draft, join(this.folder, POINTER));
  }

  private pointer(): string | undefined {
    try {
      return readFileSync(join(this.folder, POINTER), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** A name that stays the same, for tools that open the read database themselves; nothing here depends on it. */
  private link(number: number): void {
    const draft = join(this.folder, `${REPORTING}.${process.pid}`);
    try {
      rmSync(draft, { force: true });
      symlinkSync(basename(this.file(number)), draft);
      renameSync(draft, join(this.folder, REPORTING));
    } catch {
      // Windows lets only administrators make links: there a tool looks into the pointer.
    }
  }

  /** Removes the generations before the one being served. What is still open elsewhere may have to wait for the next time. */
  removeOld(): void {
    const current = this.current();
    if (current === undefined) return;
    for (const number of this.numbers()) if (number < current) this.remove(number);
  }

  remove(number: number): void {
    for (const suffix of ['-wal', '-shm', '-journal', '']) {
      try {
        rmSync(this.file(number) + suffix, { force: true });
      } catch {
        // Windows refuses while somebody reads it.
      }
    }
  }

  private numbers(): number[] {
    return readdirSync(this.folder)
      .flatMap((name) => FILE.exec(name)?.[1] ?? [])
      .map(Number);
  }
}

/** Waits until a file, or a folder's list of names, is on the disk. */
function sync(path: string): void {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return; // Windows opens no folders; its renames are durable by themselves.
  }
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
