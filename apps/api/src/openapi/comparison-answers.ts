import type { JsonSchema } from '#http';
import { WHYS } from '#projections';
import { LINE } from './case-file-line.js';
import { answerOf, COUNT, DATE, DAY, ENTRY_ID, INSTANT, listOf, object, orNull, POSITION, TEXT } from './words.js';

const side = object({ knownAt: orNull(POSITION), on: orNull(DAY) });
const values = orNull({ type: 'object', description: 'The rest of the row, as the report has it.' });
const whole = orNull({ type: 'integer' });

const rows = listOf(
  object({
    change: { enum: ['appeared', 'vanished', 'changed'] },
    row: { type: 'object', description: 'What tells rows of this report apart.' },
    before: values,
    after: values,
    differences: {
      type: 'object',
      description: 'Of each figure that changed: by at least and at most how many people, where both are known.',
      additionalProperties: object({ low: whole, high: whole }),
    },
    entriesInAll: COUNT,
    entries: listOf(
      object({
        entryId: ENTRY_ID,
        position: POSITION,
        type: TEXT,
        file: object({ kind: TEXT, id: TEXT }),
        cohortId: orNull(TEXT),
        recordedAt: INSTANT,
        occurredOn: orNull(DATE),
        source: orNull(TEXT),
        retractedBy: orNull(ENTRY_ID),
        retracts: orNull(ENTRY_ID),
        why: { enum: WHYS },
      }),
    ),
  }),
);

/** Schemas of comparisons of two moments of knowledge. */
export const COMPARISON_ANSWERS: Readonly<Record<string, JsonSchema>> = {
  ReportComparison: answerOf({ from: side, to: side, rows }),
  CohortComparison: answerOf({
    cohortId: TEXT,
    from: side,
    to: side,
    rows,
    entries: listOf(object({ ...LINE, why: { enum: WHYS } })),
  }),
};
