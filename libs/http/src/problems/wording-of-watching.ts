import type { Wordings } from './wording.js';

/** Refusals about what is watched, pathways and alerts, and about imports. */
export const WORDING_OF_WATCHING: Wordings = {
  'alert-not-found': {
    title: 'There is no such alert',
    detail: ({ alertId }) => `There is no alert "${alertId}" today: what caused it may be gone.`,
    status: 404,
  },
  'day-passed': {
    title: 'The day is not ahead',
    detail: ({ until, today }) => `${until} is not after today, ${today}.`,
  },
  'import-ended': {
    title: 'The import has ended',
    detail: ({ importId, status }) => `The import "${importId}" is ${status}.`,
  },
  'import-exists': {
    title: 'The import exists already',
    detail: ({ importId }) => `There is an import "${importId}" already.`,
  },
  'import-not-found': {
    title: 'There is no such import',
    detail: ({ importId }) => `There is no import "${importId}".`,
    status: 404,
  },
  'import-reversed': {
    title: 'The import was reversed already',
    detail: ({ importId }) => `Everything that the import "${importId}" recorded was taken back before.`,
  },
  'pathway-not-found': {
    title: 'There is no such pathway',
    detail: ({ pathwayId }) => `There is no pathway "${pathwayId}".`,
    status: 404,
  },
  'snoozed-too-long': {
    title: 'An alert cannot sleep that long',
    detail: ({ latest }) => `It can be put aside until ${latest} at the latest.`,
  },
};
