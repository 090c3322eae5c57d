import { toJson } from '../planning/planned-row.js';
import type { ImportReport, RowReport } from './report.js';

/** An import's reports as lines of JSON (NDJSON): one for each row, and at the end one with the `summary`. */
export async function* linesOf(reports: AsyncIterable<ImportReport>): AsyncGenerator<string> {
  for await (const report of reports) {
    const line = 'summary' in report ? report : lineOf(report);
    yield `${JSON.stringify(line)}\n`;
  }
}

/** `done` says how much of the table is read, from 0 to 1. */
function lineOf({ planned, applied }: RowReport): object {
  return { ...toJson(planned), applied, done: Math.round(planned.done * 10_000) / 10_000 };
}
