import { once } from 'node:events';
import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { csvLine } from '#formats';
import { unwritable } from '../named-file.js';

/** A list in a file beside the table that is imported. It is made with the first line. */
export class ListBesideTable {
  written = 0;
  private stream: WriteStream | undefined;

  constructor(
    readonly file: string,
    private readonly headings: readonly string[],
  ) {}

  /** Adds what is said of one row of the table, in as many lines as it takes. */
  async add(lines: readonly (readonly (string | number | null)[])[]): Promise<void> {
    this.stream ??= this.begin();
    this.written += 1;
    if (!this.stream.write(lines.map((line) => csvLine([...line])).join(''))) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    const stream = this.stream;
    this.stream = undefined;
    stream?.end();
    if (stream !== undefined) await once(stream, 'finish');
  }

  private begin(): WriteStream {
    const stream = createWriteStream(this.file, { fd: this.open() });
    stream.write(`\uFEFF${csvLine([...this.headings])}`);
    return stream;
  }

  private open(): number {
    try {
      return openSync(this.file, 'w', 0o600);
    } catch (error) {
      throw unwritable(this.file, error as NodeJS.ErrnoException);
    }
  }
}
