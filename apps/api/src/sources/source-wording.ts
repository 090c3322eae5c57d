import type { Wordings } from '#http';

/** Refusals about sources. */
export const SOURCE_WORDING: Wordings = {
  'corroboration-missing': {
    title: 'Credibility 1 needs a second source',
    detail: ({ source }) => `Name in "corroboratedBy" who says the same as "${source}", without repeating it.`,
  },
  'source-corroborates-itself': {
    title: 'Nobody corroborates himself',
    detail: ({ source }) => `"${source}" says it already: name another source that says the same.`,
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
};
