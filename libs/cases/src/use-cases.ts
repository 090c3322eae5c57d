import { alertUseCases } from './alerts/alert.decider.js';
import { assessmentUseCases } from './assessments/assessment.decider.js';
import { claimUseCases } from './claims/claim.decider.js';
import { cohortUseCases } from './cohort/cohort.decider.js';
import { exchangeUseCases } from './exchange/exchange.decider.js';
import { observationUseCases } from './observations/observation.decider.js';
import { pathwayUseCases } from './pathways/pathway.decider.js';
import { sourceUseCases } from './sources/source.decider.js';

/** Every command that a client may send. Those of `importUseCases` are an import's own. */
export const USE_CASES = [
  ...cohortUseCases,
  ...exchangeUseCases,
  ...sourceUseCases,
  ...claimUseCases,
  ...assessmentUseCases,
  ...observationUseCases,
  ...pathwayUseCases,
  ...alertUseCases,
] as const;
