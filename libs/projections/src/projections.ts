import { handlingStreams } from './alerts/handling-row.js';
import { assessmentStreams } from './assessments/assessment-row.js';
import { claimStreams } from './claims/claim-row.js';
import { totalStreams } from './claims/total-row.js';
import { CohortProjection } from './cohorts/cohort-projection.js';
import type { ReadModel } from './database/read-model.js';
import { ExchangeProjection } from './exchanges/exchange-projection.js';
import { importStreams } from './imports/import-row.js';
import { observationStreams } from './observations/observation-row.js';
import { pathwayStreams } from './pathways/pathway-row.js';
import { sourceStreams } from './sources/source-row.js';
import { statementStreams } from './sources/statement-row.js';
import { streamProjection } from './streams/stream-projection.js';

/**
 * What fills the tables, in the order in which a batch is taken in. Apart from the tables' list, because those who only read
 * need not load it. They keep folds in memory: each generation needs its own.
 */
export function readModels(): readonly ReadModel[] {
  return [
    new CohortProjection(),
    new ExchangeProjection(),
    streamProjection('claims', [claimStreams, totalStreams]),
    streamProjection('sources', [sourceStreams, statementStreams]),
    streamProjection('assessments', [assessmentStreams]),
    streamProjection('observations', [observationStreams]),
    streamProjection('pathways', [pathwayStreams]),
    streamProjection('imports', [importStreams]),
    streamProjection('alerts', [handlingStreams]),
  ];
}
