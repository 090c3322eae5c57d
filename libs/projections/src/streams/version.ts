import type { Position } from '#eventsourcing';
import { sql, type RawBuilder } from 'kysely';

/** When a row held, in log positions: what changes is not written over, so that it can be asked what was known before. */
export interface Version {
  /** The entry that made it so. */
  position: string;
  /** The entry from which on it holds no longer; null while it holds. */
  until: string | null;
}

export const VERSION_COLUMNS = { position: 'text', until: 'text' } as const;

/**
 * Versions that held when all up to a position was known.
 * @param known left out: those that hold now
 * @param rows what the query calls them, where it reads more than one table
 */
export function heldAt(known: Position | undefined, rows?: string): RawBuilder<boolean> {
  const [position, until] = ['position', 'until'].map((column) =>
    sql.ref(rows === undefined ? column : `${rows}.${column}`),
  );
  return known === undefined
    ? sql<boolean>`${until} is null`
    : sql<boolean>`(${position} <= ${known} and (${until} is null or ${until} > ${known}))`;
}
