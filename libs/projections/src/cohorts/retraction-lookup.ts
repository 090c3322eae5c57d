import { keyOf, type CaseEntry, type CohortEvent, type KnownCohort, type Watch } from '#cases';
import type { Transaction } from '../database/transaction.js';
import type { EntryRow } from './entries.js';
import { EARLIER } from './folded-cohort.js';
import { bookingOf, type MovementRow } from './movements.js';
import { eventOf, inOrder, wordingOf } from './wording.js';

/** An entry that is being struck through, as the read side has it. */
export interface RetractedEntry {
  readonly entry: EntryRow;
  readonly movements: readonly MovementRow[];
}

/** Goes back through the case file as earlier batches wrote it. @param newest the log position of its newest entry */
export async function* earlierEntries(transaction: Transaction, newest: string | null): AsyncGenerator<EntryRow> {
  for (let position = newest; position !== null;) {
    const [row] = await transaction.find('entries', ['position'], [[position]]);
    if (row === undefined) return;
    yield row;
    position = row.previous;
  }
}

/** Looks up an entry written by an earlier batch. */
export async function retractedEntry(
  transaction: Transaction,
  newest: string | null,
  entryId: string,
): Promise<RetractedEntry | undefined> {
  for await (const entry of earlierEntries(transaction, newest)) {
    if (wordingOf(entry).entryId === entryId && entry.type !== 'EntryRetracted')
      return { entry, movements: await movementsOf(transaction, entry) };
  }
  return undefined;
}

/**
 * The cohort with its whole case file again, as far as it stands: what an entry taken back leaves is made of all the others.
 * The entries of this batch stay on top as they are.
 */
export async function withCaseFile(
  transaction: Transaction,
  newest: string | null,
  state: KnownCohort,
): Promise<KnownCohort> {
  const ofBatch: CaseEntry[] = [];
  let entry: CaseEntry | null = state.entries;
  for (; entry !== null && entry !== EARLIER; entry = entry.before) ofBatch.push(entry);
  if (entry === null) return state;

  const rows: EntryRow[] = [];
  for await (const row of earlierEntries(transaction, newest)) {
    if (row.retracted_at === null && row.type !== 'EntryRetracted') rows.push(row);
  }
  let file: CaseEntry | null = null;
  for (const row of inOrder(rows)) file = caseEntry(row, await movementsOf(transaction, row), file);
  return { ...state, entries: ofBatch.reduceRight<CaseEntry | null>((before, one) => ({ ...one, before }), file)! };
}

/** Who is looked after by nobody in particular is watched as before. */
function watchAfterAssigning(assignee: string | null, before: CaseEntry | null): Watch {
  let entry = before;
  while (entry !== null && entry.watch === undefined) entry = entry.before;
  return { watched: assignee !== null || entry?.watch?.watched === true, assignee };
}

async function movementsOf(transaction: Transaction, { position, type }: EntryRow): Promise<MovementRow[]> {
  if (MOVE_NOBODY.has(type)) return [];
  const rows = await transaction.find('movements', ['position'], [[position]]);
  return rows.sort((a, b) => a.ordinal - b.ordinal);
}

const MOVE_NOBODY: ReadonlySet<string> = new Set<CohortEvent['type']>([
  'WhereaboutsConfirmed',
  'HandoverAcknowledged',
  'EntryRetracted',
  'CohortRenamed',
  'CohortWatched',
  'WatchEnded',
  'CohortAssigned',
]);

function caseEntry(row: EntryRow, movements: readonly MovementRow[], before: CaseEntry | null): CaseEntry {
  const wording = wordingOf(row);
  const event = eventOf(wording);
  const occurredOn = 'occurredOn' in event.data ? event.data.occurredOn : null;
  const bookings = movements.map(bookingOf);
  const entry = { ...EARLIER, id: wording.entryId, type: event.type, bookings, occurredOn, before };
  switch (event.type) {
    case 'CohortRegistered': {
      const { name, detainingPower, custodian, watched } = event.data;
      return { ...entry, name, custody: { detainingPower, custodian }, watch: { watched, assignee: null } };
    }
    case 'CohortRenamed':
      return { ...entry, name: event.data.name };
    case 'CohortWatched':
      return { ...entry, watch: { watched: true, assignee: event.data.assignee } };
    case 'WatchEnded':
      return { ...entry, watch: { watched: false, assignee: null } };
    case 'CohortAssigned':
      return { ...entry, watch: watchAfterAssigning(event.data.assignee, before) };
    case 'ReturnRecorded':
      return { ...entry, about: event.data.exitEntryId };
    case 'CustodyTransferred':
      return { ...entry, custody: { detainingPower: event.data.detainingPower, custodian: event.data.custodian } };
    case 'WhereaboutsConfirmed':
      return { ...entry, confirmed: { account: keyOf(event.data.at), on: event.data.occurredOn } };
    case 'CohortHandedOver':
      return { ...entry, exchangeId: event.data.exchangeId, leg: event.data.leg };
    case 'HandoverAcknowledged':
      return { ...entry, about: event.data.entryId };
    default:
      return entry;
  }
}
