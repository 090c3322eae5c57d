import { keyOf, type CaseEntry, type CohortEvent, type KnownCohort } from '#cases';
import type { Transaction } from '../database/transaction.js';
import type { EntryRow } from './entries.js';
import { EARLIER } from './folded-cohort.js';
import { bookingOf, type MovementRow } from './movements.js';

/** An entry that is being struck through, as the read side has it. */
export interface Struck {
  readonly entry: EntryRow;
  readonly movements: readonly MovementRow[];
}

/** An entry of one stream by its id. */
export async function findEntry(
  transaction: Transaction,
  stream: string,
  entryId: string,
): Promise<EntryRow | undefined> {
  return (await transaction.find('entries', ['stream', 'entry_id'], [[stream, entryId]]))[0];
}

/** Looks up an entry written by an earlier batch. */
export async function struckEntry(
  transaction: Transaction,
  stream: string,
  entryId: string,
): Promise<Struck | undefined> {
  const entry = await findEntry(transaction, stream, entryId);
  return entry && { entry, movements: await movementsOf(transaction, entry) };
}

/**
 * The cohort with its whole case file again, as far as it stands: what an entry taken back leaves is made of all the others.
 * The entries of this batch stay on top as they are.
 */
export async function withCaseFile(transaction: Transaction, stream: string, state: KnownCohort): Promise<KnownCohort> {
  const ofBatch: CaseEntry[] = [];
  let entry: CaseEntry | null = state.entries;
  for (; entry !== null && entry !== EARLIER; entry = entry.before) ofBatch.push(entry);
  if (entry === null) return state;

  let file: CaseEntry | null = null;
  const rows = await transaction.find('entries', ['stream'], [[stream]]);
  for (const row of rows.sort((a, b) => a.revision - b.revision)) {
    if (row.retracted_at !== null || row.type === 'EntryRetracted') continue;
    file = caseEntry(row, await movementsOf(transaction, row), file);
  }
  return { ...state, entries: ofBatch.reduceRight<CaseEntry | null>((before, one) => ({ ...one, before }), file)! };
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
]);

function caseEntry(row: EntryRow, movements: readonly MovementRow[], before: CaseEntry | null): CaseEntry {
  const event = { type: row.type, data: JSON.parse(row.data) as unknown } as CohortEvent;
  const entry = { ...EARLIER, id: row.entry_id, type: event.type, bookings: movements.map(bookingOf), before };
  switch (event.type) {
    case 'CohortRegistered':
    case 'CustodyTransferred':
      return { ...entry, custody: { detainingPower: event.data.detainingPower, custodian: event.data.custodian } };
    case 'WhereaboutsConfirmed':
      return { ...entry, confirmed: { account: keyOf(event.data.at), on: event.data.occurredOn } };
    case 'HandoverAcknowledged':
      return { ...entry, about: event.data.entryId };
    default:
      return entry;
  }
}
