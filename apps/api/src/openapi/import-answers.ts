import { IMPORT_KINDS } from '#imports';
import type { JsonSchema } from '#http';
import { COUNT, ENTRY_ID, INSTANT, listOf, object, orNull, POSITION, TEXT, withOptional } from './words.js';

const SHA256: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const outcomes = object({ new: COUNT, unchanged: COUNT, amended: COUNT, conflict: COUNT, invalid: COUNT });
const row = object(
  {
    row: { type: 'integer', minimum: 1 },
    key: orNull(TEXT),
    outcome: { enum: ['new', 'unchanged', 'amended', 'conflict', 'invalid'] },
    errors: listOf(object({ column: orNull(TEXT), code: TEXT, detail: TEXT })),
    differences: listOf({ type: 'object' }),
    does: listOf(object({ command: TEXT, target: TEXT, body: { type: 'object' } })),
  },
  'What a row would do, or why it is not recorded.',
);
const imported = {
  id: TEXT,
  kind: { enum: IMPORT_KINDS },
  sha256: SHA256,
  mappingSha256: orNull(SHA256),
  status: { enum: ['checked', 'started', 'completed', 'reversed'] },
  by: TEXT,
  at: INSTANT,
  canBeApplied: { type: 'boolean' },
};

const form = withOptional(
  object(
    {
      kind: { enum: IMPORT_KINDS },
      file: {
        type: 'string',
        format: 'binary',
        description: 'The table: CSV or XLSX.',
        example: 'id,claimant,as_of\n',
      },
    },
    'A table as a form. Its parts may come in any order.',
  ),
  {
    sheet: { type: 'string', description: 'Of a spreadsheet; left out: the first that is not hidden.' },
    mapping: { type: 'string', description: 'The mapping of a table that has other columns, as JSON: at most 1 MiB.' },
  },
);

/** Schemas of imports. */
export const IMPORT_ANSWERS: Readonly<Record<string, JsonSchema>> = {
  ImportForm: form,
  ImportReport: object({
    id: ENTRY_ID,
    summary: object({
      status: { enum: ['checked', 'applied', 'refused', 'reversed'] },
      rows: COUNT,
      outcomes,
      applied: COUNT,
      position: orNull(POSITION),
    }),
    rows: listOf(row),
    more: COUNT,
  }),
  ImportReversed: object({ id: TEXT, entries: COUNT, position: orNull(POSITION) }),
  Import: object(imported),
  ImportList: object({ rows: listOf(object(imported)) }),
};
