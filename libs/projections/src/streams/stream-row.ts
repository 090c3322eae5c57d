import type { Position, Recorded } from '#eventsourcing';
import { table, type Index, type Table } from '../database/table.js';
import { VERSION_COLUMNS, type Version } from './version.js';

/** A stream as one row, a version for each entry: what lists look up, and its fold. */
export interface StreamRow extends Version {
  id: string;
  /** JSON; null in versions that hold no longer: their entries are folded again where somebody asks. */
  fold: string | null;
}

/** A table of streams. @param columns what lists look up */
export function streamTable<Row extends StreamRow>(
  name: string,
  columns: Pick<Table<Omit<Row, keyof StreamRow>>, 'columns'>['columns'],
  indexes: readonly Index<Row>[] = [],
): Table<Row> {
  const all = { id: 'text', ...VERSION_COLUMNS, ...columns, fold: 'text' } as Table<Row>['columns'];
  return table<Row>({ name, columns: all, key: ['id', 'position'], indexes });
}

/** What a row keeps of its stream. */
export interface Kept<Fold> {
  readonly fold: Fold;
  /** Log positions of the stream's entries, by their ids: a retraction strikes one of them through. */
  readonly positions: Readonly<Record<string, Position>>;
  readonly revision: number;
  readonly updatedAt: string;
}

/** When an entry was recorded, and by whom. */
export interface Stamp {
  readonly entryId: string;
  /** RFC 3339 instant. */
  readonly recordedAt: string;
  readonly actor: string;
  readonly organisation: string | null;
}

export function stampOf({ id, recordedAt, actor, organisation }: Recorded): Stamp {
  return { entryId: id, recordedAt, actor, organisation };
}

/** How the streams of one kind become rows. */
export interface Streams<Fold, Row extends StreamRow> {
  /** What their names start with, e.g. `claim`. */
  readonly category: string;
  readonly table: string;
  /** Takes in an event; undefined while nothing is known that a row could say. */
  readonly evolve: (fold: Fold | undefined, event: Recorded) => Fold | undefined;
  /** What lists look up. */
  readonly columns: (fold: Fold) => Omit<Row, keyof StreamRow>;
}

/** What is kept of a stream after an event; undefined where the event says nothing. */
export function keptAfter<Fold>(
  { evolve }: Pick<Streams<Fold, any>, 'evolve'>,
  before: Kept<Fold> | undefined,
  event: Recorded,
): Kept<Fold> | undefined {
  const fold = evolve(before?.fold, event);
  if (fold === undefined) return undefined;
  const positions = { ...before?.positions, [event.id]: event.position };
  return { fold, positions, revision: event.revision, updatedAt: event.recordedAt };
}
