import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { Cells, type Cell } from '../cells.js';
import { csvHead, csvLine, ROWS_A_CHUNK, type FormatOptions } from '../csv.js';
import { labelsFor } from '../labels/labels.js';
import { MEDIA_TYPES } from '../formats.js';
import type { Rendered } from '../manifest.js';
import { render } from '../render.js';
import type { Table } from '../table.js';
import { manifestRows } from './manifest-sheet.js';
import * as parts from './parts.js';
import { xmlRow } from './rows.js';
import { headingLines, widthsOf } from './widths.js';

/** Rows of a sheet, headings included. What is more goes on in a further sheet. */
const MOST_ROWS = 1_048_576;

/** By which the columns are measured. */
const MEASURED_ROWS = 200;

/** Local time on purpose: the ZIP's old time field is local too, and so is the same everywhere. */
const WHENEVER = { mtime: new Date(2000, 0, 1), forceDosTimestamp: true, mode: 0o100644 };

export interface XlsxOptions extends FormatOptions {
  /** Rows of one sheet; left out: as many as the format allows. */
  readonly rowsPerSheet?: number;
  /** What is typed into empty cells stays as it is typed: a spreadsheet otherwise makes days of much that is none. */
  readonly keepsTyping?: boolean;
}

/** A table as a spreadsheet (ISO/IEC 29500), written while its rows come, with a trailing sheet that says what it holds. */
export function toXlsx(table: Table, options: XlsxOptions = {}): Rendered {
  const { labels = labelsFor('en'), hxl = false, rowsPerSheet = MOST_ROWS, keepsTyping = false } = options;
  const cells = new Cells(table, labels);
  const book = new Book(cells, { labels, hxl, rowsPerSheet, keepsTyping });
  return render(MEDIA_TYPES.xlsx, book.bytes(), (sha256) => cells.manifest(sha256));
}

class Book {
  private readonly zip = new ZipFile();
  private readonly names: string[] = [];
  private readonly rows: AsyncGenerator<Cell[]>;
  private underWay: Readable | undefined;
  /** Rows that are read and not yet written. */
  private ahead: Cell[][] = [];
  private widths: readonly number[] = [];
  /** Of the same rows as CSV: what the trailing sheet can say, being inside the file itself. */
  private readonly asCsv = createHash('sha256');

  constructor(
    private readonly cells: Cells,
    private readonly options: Required<XlsxOptions>,
  ) {
    this.rows = cells.rows();
    this.asCsv.update(csvHead(cells, options.hxl));
  }

  async *bytes(): AsyncGenerator<Buffer> {
    const output = this.zip.outputStream as unknown as PassThrough;
    const writing = this.write().catch((error: unknown) => output.destroy(error as Error));
    this.zip.on('error', (error: Error) => output.destroy(error));
    try {
      yield* output as AsyncIterable<Buffer>;
      await writing;
    } finally {
      // A reader who goes away leaves nothing open behind.
      this.underWay?.destroy();
      await this.rows.return(undefined);
    }
  }

  private async write(): Promise<void> {
    const { term, direction } = this.options.labels;
    this.ahead = await this.firstRows();
    let next = await this.nextRow();
    do {
      const first = next;
      await this.sheet(term.report, async function* (this: Book) {
        next = yield* this.tableSheet(first);
      });
    } while (next.done !== true);
    const manifest = this.cells.manifest(this.asCsv.digest('hex'));
    await this.sheet(term.manifest, async function* (this: Book) {
      const rows = manifestRows(manifest, this.options.labels);
      yield parts.sheetHead(0, direction, { widths: widthsOf(['', ''], rows) });
      yield rows.map((row, index) => xmlRow(index + 1, row)).join('');
      yield parts.SHEET_FOOT;
    });
    const count = this.names.length;
    this.add('xl/workbook.xml', parts.workbook(this.names));
    this.add('xl/_rels/workbook.xml.rels', parts.workbookRelations(count));
    this.add('xl/styles.xml', parts.styles(direction));
    this.add('_rels/.rels', parts.RELATIONS);
    this.add('[Content_Types].xml', parts.contentTypes(count));
    this.zip.end();
  }

  /** Writes rows until the sheet is full or there are no more; gives the row that is next. */
  private async *tableSheet(first: IteratorResult<Cell[]>): AsyncGenerator<string, IteratorResult<Cell[]>> {
    const { hxl, labels, rowsPerSheet, keepsTyping } = this.options;
    const heads = [this.cells.headings.map(({ title }) => title)];
    if (hxl) heads.push(this.cells.headings.map((heading) => heading.hxl));
    const widths = this.widths;
    const layout = keepsTyping ? { widths, style: parts.Style.Text } : { widths };
    let text = parts.sheetHead(heads.length, labels.direction, layout);
    for (const [index, head] of heads.entries()) {
      text += xmlRow(index + 1, head, parts.Style.Heading, headingLines(head, widths));
    }
    let written = heads.length;
    let next = first;
    for (; next.done !== true && written < rowsPerSheet; next = await this.nextRow()) {
      written += 1;
      text += xmlRow(written, next.value);
      this.asCsv.update(csvLine(next.value));
      if (written % ROWS_A_CHUNK === 0) {
        yield text;
        text = '';
      }
    }
    yield text + parts.SHEET_FOOT;
    return next;
  }

  /** Reads as many rows as say how wide the columns have to be. */
  private async firstRows(): Promise<Cell[][]> {
    const rows: Cell[][] = [];
    while (rows.length < MEASURED_ROWS) {
      const next = await this.rows.next();
      if (next.done === true) break;
      rows.push(next.value);
    }
    const titles = this.cells.headings.map(({ title }) => title);
    this.widths = widthsOf(titles, rows);
    return rows;
  }

  private async nextRow(): Promise<IteratorResult<Cell[]>> {
    const value = this.ahead.shift();
    return value === undefined ? this.rows.next() : { done: false, value };
  }

  /** Adds a sheet and waits until it is written: the ZIP takes one part after the other. */
  private sheet(name: string, xml: (this: Book) => AsyncGenerator<string>): Promise<void> {
    const number = this.names.filter((other) => other === name || other.startsWith(`${name} (`)).length + 1;
    this.names.push(number === 1 ? name : `${name} (${number})`);
    return new Promise((resolve, reject) => {
      const stream = Readable.from(xml.call(this), { objectMode: false });
      this.underWay = stream;
      stream.once('error', reject);
      stream.once('close', resolve);
      this.zip.addReadStreamLazy(`xl/worksheets/sheet${this.names.length}.xml`, WHENEVER, (give) => give(null, stream));
    });
  }

  private add(path: string, content: string): void {
    this.zip.addBuffer(Buffer.from(content), path, WHENEVER);
  }
}
