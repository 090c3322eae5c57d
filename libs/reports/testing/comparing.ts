import type { ReadModels, ReportComparison } from '#projections';
import type { Report } from '../src/making/report.js';

/** The comparison of a report, as a function of what is asked. */
export function comparing({ comparison }: Report): (models: ReadModels, query: object) => Promise<ReportComparison> {
  return async (models, query) => (await comparison.answer(models, query, '0001-01-01')) as ReportComparison;
}
