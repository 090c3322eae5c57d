import type { Wordings } from '#http';

/** Refusals about pathways. */
export const PATHWAY_WORDING: Wordings = {
  'pathway-not-found': {
    title: 'There is no such pathway',
    detail: ({ pathwayId }) => `There is no pathway "${pathwayId}".`,
    status: 404,
  },
};
