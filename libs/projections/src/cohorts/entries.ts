import { daysOf, type CohortEvent, type StatedBasis } from '#cases';
import type { Recorded } from '#eventsourcing';
import { table } from '../database/table.js';

/** One event of the log: a line of a case file. Only the last two columns ever change. */
export interface EntryRow {
  position: string;
  entry_id: string;
  stream: string;
  revision: number;
  /** Log position of the entry before it in the same case file: goes back through a file without an index over streams. */
  previous: string | null;
  type: string;
  /** As it was stated: an EDTF date. */
  occurred_on: string | null;
  /** The first and the last day that it can mean. */
  occurred_from: string | null;
  occurred_until: string | null;
  recorded_at: string;
  /** When the client says that it was written; null where it did not say. */
  written_at: string | null;
  actor: string;
  organisation: string | null;
  /** Id of the source; null where none is named. */
  source: string | null;
  /** Id of the stored statement that it rests on; null where none is named. */
  statement: string | null;
  /** Reliability and credibility, e.g. `F6`. */
  grade: string | null;
  data: string;
  /** Log position and id of the entry that struck this one through. */
  retracted_at: string | null;
  retracted_by: string | null;
}

declare module '../database/tables.js' {
  interface Tables {
    entries: EntryRow;
  }
}

export const entries = table<EntryRow>({
  name: 'entries',
  columns: {
    position: 'text',
    entry_id: 'text',
    stream: 'text',
    revision: 'integer',
    previous: 'text',
    type: 'text',
    occurred_on: 'text',
    occurred_from: 'text',
    occurred_until: 'text',
    recorded_at: 'text',
    written_at: 'text',
    actor: 'text',
    organisation: 'text',
    source: 'text',
    statement: 'text',
    grade: 'text',
    data: 'text',
    retracted_at: 'text',
    retracted_by: 'text',
  },
  key: ['position'],
  later: ['retracted_at', 'retracted_by'],
  indexes: [
    { columns: ['source', 'position'], whereSet: 'source' },
    { columns: ['statement', 'position'], whereSet: 'statement' },
    { columns: ['entry_id'] },
  ],
});

/** What events of case files have in common; other events lack some of it. */
interface Facts {
  readonly occurredOn?: string | null;
  readonly basis?: StatedBasis | null;
}

/** Entries that say nothing about the people: they name no source, and are not lacking one. */
export const NO_STATEMENTS: ReadonlySet<string> = new Set<CohortEvent['type']>([
  'EntryRetracted',
  'CohortWatched',
  'WatchEnded',
  'CohortAssigned',
]);

export function entryRow(event: Recorded, previous: string | null): EntryRow {
  const { occurredOn = null, basis } = event.data as Facts;
  const days = occurredOn === null ? undefined : dayRange(occurredOn);
  return {
    position: event.position,
    entry_id: event.id,
    stream: event.stream,
    revision: event.revision,
    previous,
    type: event.type,
    occurred_on: occurredOn,
    occurred_from: days?.earliest ?? null,
    occurred_until: days?.latest ?? null,
    recorded_at: event.recordedAt,
    written_at: event.writtenAt ?? null,
    actor: event.actor,
    organisation: event.organisation,
    source: basis?.source ?? null,
    statement: basis?.statement ?? null,
    grade: basis ? `${basis.reliability}${basis.credibility}` : null,
    data: dataText(event),
    retracted_at: null,
    retracted_by: null,
  };
}

/**
 * The event's data as JSON text, in its newest shape. Where that is the stored one it is cut out of the canonical record instead
 * of being written again: RFC 8785 sorts the members, so that `data` stands between `correlation` and `id`, and inside a
 * string no quotation mark goes without a backslash.
 */
function dataText({ canonical, data, schema }: Recorded): string {
  if (!canonical.includes(`,"schema":${schema},"stream":"`)) return JSON.stringify(data);
  const from = canonical.indexOf(',"data":{');
  const until = canonical.lastIndexOf('},"id":"');
  return from < 0 || until < from ? JSON.stringify(data) : canonical.slice(from + ',"data":'.length, until + 1);
}

const ONE_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `daysOf`, quicker for what most dates are: one certain day. */
export function dayRange(date: string): ReturnType<typeof daysOf> {
  return ONE_DAY.test(date) ? { earliest: date, latest: date } : daysOf(date);
}
