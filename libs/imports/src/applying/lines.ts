import { toJson } from '../planning/planned-row.js';
import type { ImportReport } from './report.js';

/** An import's reports as lines of JSON (NDJSON): one for each row, and at the end one with the `summary`. */
export async function* linesOf(reports: AsyncIterable<ImportReport>): AsyncGenerator<string> {
  for await (const report of reports) {
    const line = 'summary' in report ? report : { ...toJson(report.planned), applied: report.applied };
    yield `${JSON.stringify(line)}\n`;
  }
}
