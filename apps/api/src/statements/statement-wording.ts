import type { Wordings } from '#http';

/** Refusals about statements and their stored copies. */
export const STATEMENT_WORDING: Wordings = {
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
  'statement-exists': {
    title: 'The statement exists already',
    detail: ({ statementId }) => `There is a statement "${statementId}" already; ids are for ever.`,
  },
  'statement-of-another': {
    title: 'The statement is of another source',
    detail: ({ statementId, sourceId, of }) => `"${statementId}" is a statement of ${of}, not of ${sourceId}.`,
  },
  'statement-not-found': {
    title: 'There is no such statement',
    detail: ({ statementId }) => `There is no statement "${statementId}".`,
    status: 404,
  },
};
