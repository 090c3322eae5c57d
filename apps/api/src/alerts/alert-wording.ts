import type { Wordings } from '#http';

/** Refusals about alerts. */
export const ALERT_WORDING: Wordings = {
  'alert-not-found': {
    title: 'There is no such alert',
    detail: ({ alertId }) => `There is no alert "${alertId}" today: what caused it may be gone.`,
    status: 404,
  },
  'day-passed': {
    title: 'The day is not ahead',
    detail: ({ until, today }) => `${until} is not after today, ${today}.`,
  },
  'snoozed-too-long': {
    title: 'An alert cannot sleep that long',
    detail: ({ latest }) => `It can be put aside until ${latest} at the latest.`,
  },
};
