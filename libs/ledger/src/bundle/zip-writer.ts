import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

// The same files make the same ZIP.
const SAME_ALWAYS = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 } as const;

/** Writes a ZIP file by file, no faster than its reader reads. */
export class ZipWriter {
  private readonly zip = new yazl.ZipFile();
  private readonly written: Promise<void>;

  constructor(output: Writable) {
    this.written = pipeline(this.zip.outputStream as Readable, output);
    // Anyone who waits for a file hears of it.
    this.written.catch(() => undefined);
  }

  /** Resolves when the file is on its way. @throws Error where the output has failed */
  async add(name: string, bytes: Buffer | string, { compress }: { readonly compress: boolean }): Promise<void> {
    // The library keeps what it is given until the end: the bytes must not hang on it.
    const waiting = [typeof bytes === 'string' ? Buffer.from(bytes) : bytes];
    const taken = new Promise<void>((resolve) => {
      this.zip.addReadStreamLazy(name, { ...SAME_ALWAYS, compress }, (pump) => {
        const stream = Readable.from(waiting.splice(0));
        stream.once('end', resolve);
        pump(null, stream);
      });
    });
    await Promise.race([taken, this.written]);
  }

  async end(): Promise<void> {
    this.zip.end();
    await this.written;
  }

  /** Gives up: what was written so far must not be taken for a ZIP. */
  async abandon(reason: Error): Promise<void> {
    (this.zip.outputStream as Readable).destroy(reason);
    await this.written.catch(() => undefined);
  }
}
