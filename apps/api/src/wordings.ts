import { WORDING, type Wordings } from '#http';
import { ALERT_WORDING } from './alerts/alert-wording.js';
import { CLAIM_WORDING } from './claims/claim-wording.js';
import { COHORT_WORDING } from './cohorts/cohort-wording.js';
import { EXCHANGE_WORDING } from './exchanges/exchange-wording.js';
import { IMPORT_WORDING } from './imports/import-wording.js';
import { OBSERVATION_WORDING } from './observations/observation-wording.js';
import { PATHWAY_WORDING } from './pathways/pathway-wording.js';
import { SOURCE_WORDING } from './sources/source-wording.js';
import { STATEMENT_WORDING } from './statements/statement-wording.js';

/** What each refusal of a rule is called, and how its facts read. */
export const WORDINGS: Wordings = {
  ...WORDING,
  ...COHORT_WORDING,
  ...EXCHANGE_WORDING,
  ...CLAIM_WORDING,
  ...SOURCE_WORDING,
  ...OBSERVATION_WORDING,
  ...PATHWAY_WORDING,
  ...ALERT_WORDING,
  ...IMPORT_WORDING,
  ...STATEMENT_WORDING,
};
