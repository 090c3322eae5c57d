import type { Position, Recorded } from '#eventsourcing';

/** A stream as one row: its fold, and what lists look up. */
export interface StreamRow {
  id: string;
  /** Log position of its newest entry. */
  position: string;
  /** `Kept`, JSON. */
  fold: string;
}

export const STREAM_COLUMNS = { id: 'text', position: 'text', fold: 'text' } as const;

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

/** What a row keeps of its stream, read back. */
export function keptIn<Fold>({ fold }: Pick<StreamRow, 'fold'>): Kept<Fold> {
  return JSON.parse(fold) as Kept<Fold>;
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
