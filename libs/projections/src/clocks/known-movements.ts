import type { Position } from '#eventsourcing';
import type { SelectQueryBuilder } from 'kysely';
import type { Reading } from '../database/reading.js';
import type { Tables } from '../database/tables.js';
import { standingAt } from './known.js';

/** Movements as a query reads them, whichever moment they are known at. */
export type Movements<Row = object> = SelectQueryBuilder<Tables, 'movements', Row>;

/** Movements that stood at a moment. @param known left out: as they stand now */
export function movementsKnown({ db }: Reading, known: Position | undefined): Movements {
  return db.selectFrom('movements').where(standingAt(known));
}
