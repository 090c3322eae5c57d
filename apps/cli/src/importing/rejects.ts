import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { csvLine } from '#formats';
import { unwritable } from '../named-file.js';
import type { ToldRow } from './told.js';

const HEADINGS = ['row', 'about', 'outcome', 'column', 'code', 'detail', 'recorded', 'proposed'];

/** The rows that are not recorded, each with its reasons, in a file beside the table. It is made with the first of them. */
export class Rejects {
  written = 0;
  private stream: WriteStream | undefined;

  constructor(readonly file: string) {}

  async add({ row, key, outcome, errors, differences }: ToldRow): Promise<void> {
    this.stream ??= this.begin();
    this.written += 1;
    const about = [row, key, outcome];
    const lines = [
      ...errors.map(({ column, code, detail }) => csvLine([...about, column, code, detail, null, null])),
      ...differences.map(({ column, recorded, proposed }) =>
        csvLine([...about, column, 'differs', null, recorded, proposed]),
      ),
    ];
    if (!this.stream.write(lines.join(''))) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    const stream = this.stream;
    this.stream = undefined;
    stream?.end();
    if (stream !== undefined) await once(stream, 'finish');
  }

  private begin(): WriteStream {
    const stream = createWriteStream(this.file, { fd: this.open() });
    stream.write(`\uFEFF${csvLine(HEADINGS)}`);
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
