import type { Wordings } from '#http';

/** Refusals about claims and published totals. */
export const CLAIM_WORDING: Wordings = {
  'portion-of-nothing': {
    title: 'A portion needs the day of which it is said',
    detail: () => 'Say since when they are held with "heldSince".',
  },
  'claim-exists': {
    title: 'The claim exists already',
    detail: ({ claimId }) => `There is a claim "${claimId}" already; ids are for ever.`,
  },
  'claim-not-found': {
    title: 'There is no such claim',
    detail: ({ claimId }) => `There is no claim "${claimId}".`,
    status: 404,
  },
  'claim-retracted': {
    title: 'The claim was retracted',
    detail: ({ claimId }) => `"${claimId}" was retracted, so there is nothing to decide about it.`,
  },
  'included-and-excluded': {
    title: 'An exchange cannot be both included and excluded',
    detail: ({ exchanges }) => `The rule includes and excludes ${(exchanges as string[]).join(', ')}.`,
  },
  'nothing-to-accept': {
    title: 'The claim states no number to accept',
    detail: () => 'Give the figure to go by as "headcount".',
  },
  'period-reversed': {
    title: 'The period ends before it begins',
    detail: (facts) => {
      const [[first, begins], [last, ends]] = Object.entries(facts) as [[string, string], [string, string]];
      return `${first} is ${begins}, which is after ${last}, ${ends}.`;
    },
  },
  'total-exists': {
    title: 'The published total exists already',
    detail: ({ totalId }) => `There is a published total "${totalId}" already; ids are for ever.`,
  },
  'total-not-found': {
    title: 'There is no such published total',
    detail: ({ totalId }) => `There is no published total "${totalId}".`,
    status: 404,
  },
};
