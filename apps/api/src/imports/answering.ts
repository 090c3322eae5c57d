import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { HttpProblem } from '#http';
import {
  InvalidMapping,
  linesOf,
  toJson,
  Unreadable,
  type ImportReport,
  type LeftOut,
  type PlannedRow,
  type Summary,
  type ToldRow,
} from '#imports';

/** A cell of a row that has no place in what is recorded. */
interface LeftOutCell extends LeftOut, Pick<PlannedRow, 'row' | 'key'> {}

/** What became of a table, for anyone who reads it in one piece. */
export interface ImportAnswer {
  readonly id: string;
  readonly summary: Omit<Summary, 'importId'>;
  /** The first rows that are not recorded as they are, or are to be; `more` says how many there are besides. */
  readonly rows: readonly ToldRow[];
  readonly more: number;
  /** The first cells that have no place in what is recorded; `leftOutMore` says how many there are besides. */
  readonly leftOut: readonly LeftOutCell[];
  readonly leftOutMore: number;
}

const MOST_ROWS = 500;
const MOST_CELLS = 1_000;

/** Lets an import run its course, and keeps what its reader has to look at. */
export async function inOnePiece(reports: AsyncIterable<ImportReport>): Promise<ImportAnswer> {
  const rows: ToldRow[] = [];
  const leftOut: LeftOutCell[] = [];
  let more = 0;
  let leftOutMore = 0;
  for await (const report of reports) {
    if ('summary' in report) {
      const { importId: id, ...summary } = report.summary;
      return { id, summary, rows, more, leftOut, leftOutMore };
    }
    const { planned, applied } = report;
    for (const cell of planned.leftOut) {
      if (leftOut.length < MOST_CELLS) leftOut.push({ row: planned.row, key: planned.key, ...cell });
      else leftOutMore += 1;
    }
    if (planned.outcome === 'unchanged' || applied) continue;
    if (rows.length < MOST_ROWS) rows.push(toJson(planned));
    else more += 1;
  }
  throw new Error('the import ended without saying what became of it');
}

/** A dry run as lines of JSON: it ends when its reader goes. */
export function asLines(reports: AsyncIterable<ImportReport>): Readable {
  return Readable.from(told(reports));
}

/** A recording as lines of JSON: it goes on to its end, whether anybody reads it or not. */
export function asLinesToTheEnd(reports: AsyncIterable<ImportReport>, ended: () => void): Readable {
  const lines = new PassThrough();
  void (async () => {
    try {
      for await (const line of told(reports)) {
        if (!lines.destroyed && !lines.write(line)) await drainedOrClosed(lines);
      }
    } finally {
      ended();
      lines.end();
    }
  })();
  return lines;
}

/** Resolves when the reader has read on, or has gone. */
async function drainedOrClosed(lines: PassThrough): Promise<void> {
  const over = new AbortController();
  const waits = ['drain', 'close'].map((event) => once(lines, event, over));
  await Promise.race(waits).catch(() => undefined);
  // What did not come about is not listened for any more: an import has many lines.
  over.abort();
}

/** An error that comes when the first lines are sent already is the last line. */
async function* told(reports: AsyncIterable<ImportReport>): AsyncGenerator<string> {
  try {
    yield* linesOf(reports);
  } catch (error) {
    const problem = unreadable(error) ?? new HttpProblem(503, 'import-interrupted', 'The import was interrupted');
    yield `${JSON.stringify({ problem: problem.toDetails('/api/v1/imports') })}\n`;
  }
}

/** A table or a mapping that cannot be read, as the problem that its sender is told; undefined for other errors. */
export function unreadable(error: unknown): HttpProblem | undefined {
  if (error instanceof Unreadable) {
    const status = error.code === 'file-too-large' ? 413 : 400;
    return new HttpProblem(status, error.code, 'The table cannot be read', { detail: sentence(error.detail) });
  }
  if (error instanceof InvalidMapping) {
    return new HttpProblem(400, 'invalid-mapping', 'The mapping cannot be read', { detail: sentence(error.message) });
  }
  return undefined;
}

/** Runs what may meet a table or a mapping that cannot be read. @throws HttpProblem for these */
export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unreadable(error) ?? error;
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}
