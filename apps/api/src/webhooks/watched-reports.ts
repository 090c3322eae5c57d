import { createHash } from 'node:crypto';
import {
  alertList,
  exchangeTotalsReport,
  flowsReport,
  heldPopulationsReport,
  interimCareReport,
  intermediariesReport,
  MAX_LIMIT,
  ReadModelsUnavailable,
  reconciliationReport,
  rehabilitationReport,
  stagesReport,
  type Answer,
  type ReadModels,
} from '#projections';
import type { Reports, ReportState } from '#webhooks';
import { today } from '../today.js';

/** Reports that can be watched, as they answer where nothing is narrowed down. A series is asked for by its days. */
const REPORTS = {
  stages: (models) => stagesReport(models, {}),
  'interim-care': (models, asOf) => interimCareReport(models, { asOf }),
  rehabilitation: (models, asOf) => rehabilitationReport(models, { asOf }),
  flows: (models) => flowsReport(models, {}),
  exchanges: (models) => exchangeTotalsReport(models, {}),
  intermediaries: (models) => intermediariesReport(models, {}),
  'held-populations': (models) => heldPopulationsReport(models, {}),
  reconciliation: (models) => reconciliationReport(models, {}),
  alerts: openAlerts,
} as const satisfies Readonly<Record<string, (models: ReadModels, asOf: string) => Promise<Answer>>>;

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

export const WATCHED_REPORTS = Object.keys(REPORTS);

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
  const { position, ...answer } = await REPORTS[report as keyof typeof REPORTS](models, asOf);
  const digest = createHash('sha256').update(JSON.stringify(answer)).digest('base64url');
  return { position, digest, url: report === 'alerts' ? '/api/v1/alerts' : `/api/v1/reports/${report}` };
}
