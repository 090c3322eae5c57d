import { createHash } from 'node:crypto';
import { today } from '#http';
import { alertList, MAX_LIMIT, ReadModelsUnavailable, type Answer, type ReadModels } from '#projections';
import { REPORTS } from '#reports';
import type { Reports, ReportState } from '#webhooks';

type Watched = (models: ReadModels, day: string) => Promise<Answer>;

/** What can be watched, as it answers where nothing is narrowed down, by what it is called in addresses. */
const WATCHED: ReadonlyMap<string, Watched> = new Map([
  ...REPORTS.filter(({ watched }) => watched).map(({ path, answer }): [string, Watched] => [
    path.replace('reports/', ''),
    async (models, day) => (await answer(models, {}, day)) as Answer,
  ]),
  ['alerts', openAlerts],
]);

/** Which alerts there are, without for how many days: they begin and end by the clock alone, and each day is no news. */
async function openAlerts(models: ReadModels, asOf: string): Promise<Answer & { readonly ids: readonly string[] }> {
  return models.snapshot(async (snapshot) => {
    const ids: string[] = [];
    let page = await alertList(snapshot, { asOf, limit: MAX_LIMIT });
    for (;;) {
      ids.push(...page.rows.map(({ id }) => id));
      if (page.next === null) return { position: page.position, ids };
      page = await alertList(snapshot, { asOf, limit: MAX_LIMIT, cursor: page.next });
    }
  });
}

export const WATCHED_REPORTS = [...WATCHED.keys()];

/**
 * Reports as their readers get them, for anyone who watches them.
 * @param day what day it is, `YYYY-MM-DD`: some of them say something else tomorrow although nothing was recorded
 */
export function watchedReports(models: ReadModels, day = today): Reports {
  return {
    version: async () => `${(await models.checkpoint()) ?? ''} ${day()}`,
    state: async (report) => {
      try {
        return await stateOf(models, report, day());
      } catch (error) {
        if (error instanceof ReadModelsUnavailable) return undefined;
        throw error;
      }
    },
  };
}

/** How a report stands. @throws ReadModelsUnavailable */
export async function stateOf(models: ReadModels, report: string, asOf: string): Promise<ReportState> {
  const { position, ...answer } = await WATCHED.get(report)!(models, asOf);
  const digest = createHash('sha256').update(JSON.stringify(answer)).digest('base64url');
  return { position, digest, url: report === 'alerts' ? '/api/v1/alerts' : `/api/v1/reports/${report}` };
}
