import type { Wordings } from './wording.js';

/** Refusals about who says what: sources, statements, claims, totals, and what other sources make of an entry. */
export const WORDING_OF_SOURCES: Wordings = {
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
  'copy-differs': {
    title: 'The stored copy is not what the statement says it is',
    detail: ({ stored }) => `The copy is ${stored.mediaType}, ${stored.bytes} bytes.`,
  },
  'copy-not-found': {
    title: 'There is no such copy',
    detail: ({ sha256 }) =>
      `No copy with the SHA-256 ${sha256} was uploaded: PUT it to /api/v1/statements/copies first.`,
    status: 404,
  },
  'corroboration-missing': {
    title: 'Credibility 1 needs a second source',
    detail: ({ source }) => `Name in "corroboratedBy" who says the same as "${source}", without repeating it.`,
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
  'source-exists': {
    title: 'The source exists already',
    detail: ({ sourceId }) => `There is a source "${sourceId}" already; ids are for ever.`,
  },
  'source-not-found': {
    title: 'There is no such source',
    detail: ({ sourceId }) => `Nobody registered a source "${sourceId}".`,
    status: 404,
  },
  'source-withdrawn': {
    title: 'The source was withdrawn',
    detail: ({ sourceId }) => `"${sourceId}" was withdrawn: nothing new can rest on it.`,
  },
  'sources-not-independent': {
    title: 'The two sources repeat each other',
    detail: ({ sources, independenceGroup }) =>
      `${(sources as string[]).join(' and ')} are of one group, "${independenceGroup}", and count once.`,
  },
  'statement-exists': {
    title: 'The statement exists already',
    detail: ({ statementId }) => `There is a statement "${statementId}" already; ids are for ever.`,
  },
  'statement-not-found': {
    title: 'There is no such statement',
    detail: ({ statementId }) => `There is no statement "${statementId}".`,
    status: 404,
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
