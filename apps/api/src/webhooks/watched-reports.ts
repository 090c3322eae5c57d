import { createHash } from 'node:crypto';
import {
  exchangeTotalsReport,
  flowsReport,
  heldPopulationsReport,
  interimCareReport,
  intermediariesReport,
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
  'interim-care': (models) => interimCareReport(models, { asOf: today() }),
  rehabilitation: (models) => rehabilitationReport(models, { asOf: today() }),
  flows: (models) => flowsReport(models, {}),
  exchanges: (models) => exchangeTotalsReport(models, {}),
  intermediaries: (models) => intermediariesReport(models, {}),
  'held-populations': (models) => heldPopulationsReport(models, {}),
  reconciliation: (models) => reconciliationReport(models, {}),
} as const satisfies Readonly<Record<string, (models: ReadModels) => Promise<Answer>>>;

export const WATCHED_REPORTS = Object.keys(REPORTS);

/** Reports as their readers get them, for whoever watches them. */
export function watchedReports(models: ReadModels): Reports {
  return {
    // Stays are counted up to today: the same position says something else tomorrow.
    version: async () => `${(await models.checkpoint()) ?? ''} ${today()}`,
    state: async (report) => {
      try {
        return await stateOf(models, report);
      } catch (error) {
        if (error instanceof ReadModelsUnavailable) return undefined;
        throw error;
      }
    },
  };
}

/** How a report stands. @throws ReadModelsUnavailable */
export async function stateOf(models: ReadModels, report: string): Promise<ReportState> {
  const { position, ...answer } = await REPORTS[report as keyof typeof REPORTS](models);
  const digest = createHash('sha256').update(JSON.stringify(answer)).digest('base64url');
  return { position, digest, url: `/api/v1/reports/${report}` };
}
