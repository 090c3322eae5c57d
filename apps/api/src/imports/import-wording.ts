import type { Wordings } from '#http';

/** Refusals about imports. */
export const IMPORT_WORDING: Wordings = {
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
};
