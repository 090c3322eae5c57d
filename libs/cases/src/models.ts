import { alert } from './alerts/alert.js';
import { assessment } from './assessments/assessment.js';
import { claim } from './claims/claim.js';
import { publishedTotal } from './claims/total.js';
import { cohort } from './cohort/cohort.js';
import { exchange } from './exchange/exchange.js';
import { importBatch } from './imports/import-batch.js';
import { observation } from './observations/observation.js';
import { pathway } from './pathways/pathway.js';
import { source } from './sources/source.js';
import { statement } from './sources/statement.js';

/** How each kind of stream folds: all that the domain writes to a log. */
export const MODELS = [
  cohort,
  exchange,
  claim,
  publishedTotal,
  source,
  statement,
  assessment,
  importBatch,
  observation,
  pathway,
  alert,
] as const;
