import type { ReadModels } from '../database/read-models.js';
import type { DayReport, OnDay, PeopleRow } from './on-day.js';

/** People by stage, country, category and Power of origin. */
export async function stagesReport(models: ReadModels, query: OnDay = {}): Promise<DayReport<PeopleRow>> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.on}`);
}
