// Used by a thread that runs from the source as well as from dist: only erasable syntax.
import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';

const ROOM = Buffer.alloc(2 ** 20);
/** Records after which the file is looked at again. */
const LOOK_EVERY = 8;

/**
 * Keeps the file of a write-ahead log longer than what stands in it. A sync of bytes that the file had already takes some 40 %
 * less time than one that makes the file longer: that one waits for the file system's own journal as well, and with it for
 * what others write to the same disk. What stands behind the last commit is no part of the log: frames carry the salts of its
 * header (SQLite, Database File Format, 4.1).
 */
export class WalRoom {
  private readonly path: string;
  private file: number | undefined;
  private length: number | undefined;
  private unseen = 0;

  constructor(database: string) {
    this.path = `${database}-wal`;
  }

  /**
   * Call after a commit of so many records: makes room for more where the last of it was taken. What a crash left in the file
   * is used up first.
   */
  keep(records: number): void {
    this.unseen += records;
    if (this.unseen < LOOK_EVERY) return;
    this.unseen = 0;
    try {
      this.file ??= openSync(this.path, constants.O_WRONLY | constants.O_APPEND);
      const { size } = fstatSync(this.file);
      this.length ??= size;
      if (size > this.length) writeSync(this.file, ROOM);
      if (size !== this.length) this.length = fstatSync(this.file).size;
    } catch {
      // Without room a commit takes longer, and nothing else.
    }
  }

  /** Before the database is closed: anyone who closes it last removes the file. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}
