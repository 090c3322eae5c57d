import type { ReadModels, ReportComparison } from '#projections';
import type { Read } from '../src/making/read.js';
import type { Report } from '../src/making/report.js';

/** The comparison of a report, as a function of what is asked. */
export function comparing({ comparison }: Report): (models: ReadModels, query: object) => Promise<ReportComparison> {
  const { answer } = comparison as Read;
  return async (models, query) => (await answer(models, query as never, '0001-01-01')) as ReportComparison;
}
