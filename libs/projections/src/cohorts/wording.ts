import type { CohortEvent, EntryAmended, StatedBasis } from '#cases';
import type { Recorded } from '#eventsourcing';
import { entryRow, type EntryRow } from './entries.js';

/** An entry as it says now: as it was recorded, or as the newest amendment put it. */
export interface Wording {
  /** Id of the entry as it was first recorded. */
  readonly entryId: string;
  readonly type: CohortEvent['type'];
  readonly data: Record<string, unknown>;
  readonly first: First;
}

/** Where an entry that was amended began. */
interface First {
  readonly position: string;
  readonly recordedAt: string;
  /** When it was recorded on what day it happened: by then it had. */
  readonly datedAt: string;
}

/** What the row of an amendment keeps besides what the event says. */
type AmendedData = EntryAmended['data'] & {
  readonly occurredOn: string | null;
  readonly basis: StatedBasis | null;
  readonly wording: Record<string, unknown>;
  readonly first: First;
};

type Kept = Pick<EntryRow, 'position' | 'entry_id' | 'type' | 'data' | 'recorded_at'>;

/** What a row says: of an amendment, what the entry says since. */
export function wordingOf({ position, entry_id, type, data, recorded_at }: Kept): Wording {
  const told = JSON.parse(data) as Record<string, unknown>;
  if (type !== 'EntryAmended') {
    const first = { position, recordedAt: recorded_at, datedAt: recorded_at };
    return { entryId: entry_id, type: type as Wording['type'], data: told, first };
  }
  const { entryId, amended, wording, first } = told as unknown as AmendedData;
  return { entryId, type: amended, data: wording, first };
}

/** The event that an entry says, as a projection reads one. */
export function eventOf({ type, data }: Wording): CohortEvent {
  return { type, data } as unknown as CohortEvent;
}

/**
 * The row of an amendment. It stands in the place of the entry's former wording, so that it says what that said and was not put
 * right, rests on its source and has its grade.
 * @param former the row that it strikes through
 */
export function amendedRow(event: Recorded, previous: string | null, former: EntryRow): EntryRow {
  const { amendments, moved, ...said } = event.data as EntryAmended['data'];
  const { data, first } = wordingOf(former);
  const wording = { ...data, ...amendments, ...(moved.length > 0 && { moved }) };
  const datedAt = amendments.occurredOn === undefined ? first.datedAt : event.recordedAt;
  const { occurredOn = null, basis = null } = wording as Partial<AmendedData>;
  const kept: AmendedData = { ...said, amendments, moved, occurredOn, basis, wording, first: { ...first, datedAt } };
  return entryRow({ ...event, data: kept, canonical: '' }, previous);
}

/** The entries of rows in the order in which they were first recorded. */
export function inOrder<Row extends Kept>(rows: readonly Row[]): Row[] {
  const keyed = rows.map((row) => ({
    row,
    at: row.type === 'EntryAmended' ? wordingOf(row).first.position : row.position,
  }));
  return keyed.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ row }) => row);
}
