import {
  alertUseCases,
  assessmentUseCases,
  claimUseCases,
  cohortUseCases,
  exchangeUseCases,
  pathwayUseCases,
  sourceUseCases,
} from '#cases';

/** Every command that the API takes. */
export const USE_CASES = [
  ...cohortUseCases,
  ...exchangeUseCases,
  ...sourceUseCases,
  ...claimUseCases,
  ...assessmentUseCases,
  ...pathwayUseCases,
  ...alertUseCases,
] as const;
