import type { Wordings } from '#http';

/** Refusals about observations. */
export const OBSERVATION_WORDING: Wordings = {
  'not-of-the-topic': {
    title: 'The topic has no such code',
    detail: ({ topic, says, codes }) =>
      `Of ${topic} "${says}" cannot be said; these can: ${(codes as string[]).join(', ')}, unclear, not-specified.`,
  },
  'observation-exists': {
    title: 'The observation exists already',
    detail: ({ observationId }) => `There is an observation "${observationId}" already; ids are for ever.`,
  },
  'observation-not-found': {
    title: 'There is no such observation',
    detail: ({ observationId }) => `There is no observation "${observationId}".`,
    status: 404,
  },
};
