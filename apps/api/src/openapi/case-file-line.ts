import { refTo, type JsonSchema } from '#http';
import { COUNT, DATE, ENTRY_ID, INSTANT, listOf, orNull, POSITION, TEXT } from './words.js';

/** A line of a case file. */
export const LINE: Readonly<Record<string, JsonSchema>> = {
  entryId: ENTRY_ID,
  position: POSITION,
  revision: COUNT,
  type: TEXT,
  occurredOn: orNull(DATE),
  recordedAt: INSTANT,
  writtenAt: orNull(INSTANT),
  actor: TEXT,
  organisation: orNull(TEXT),
  basis: orNull(refTo('StatedBasis')),
  data: { type: 'object', description: 'What the event says besides.' },
  retractedBy: orNull(ENTRY_ID),
  before: listOf({ type: 'object' }),
  after: listOf({ type: 'object' }),
};
