import { RecordAltered, type EventStore, type Recorded } from '#eventsourcing';
import { EMPTY_STATE, grow, leafHash, readRecord, rootOf, type Hash } from '#ledger';
import { BackupRefused } from './manifest.js';

/** What a log turned out to be, once every record of it was read. */
export interface ExaminedLog {
  readonly records: number;
  /** Position of its last entry; null for an empty log. */
  readonly position: string | null;
  readonly root: Hash;
  /** The roots that it had at the sizes that were asked for, as far as it has come to them. */
  readonly roots: ReadonlyMap<number, Hash>;
}

/** Records that grow the tree together. */
const BATCH = 1_000;

/**
 * Reads a log from its first record to its last: that each is canonical and comes at the revision that is due in its stream. An id
 * that stands twice is no fault: not every engine refuses it.
 * @param sizes at which the root of the tree is asked for
 * @throws BackupRefused that names the first record of which that is not so
 */
export async function examineLog(
  store: EventStore,
  sizes: Iterable<number> = [],
  onProgress: (records: number) => void = () => {},
): Promise<ExaminedLog> {
  const asked = new Set(sizes);
  const revisions = new Map<string, number>();
  const roots = new Map<number, Hash>([[0, rootOf(EMPTY_STATE)]]);
  let state = EMPTY_STATE;
  let position: string | null = null;
  let leaves: Hash[] = [];
  let records = 0;
  const take = (): void => {
    state = grow(state, leaves).state;
    leaves = [];
  };

  for await (const record of recordsOf(store)) {
    const bytes = Buffer.from(record.canonical);
    const broken = (problem: string): BackupRefused =>
      new BackupRefused(`Record ${records} (stream ${record.stream}, revision ${record.revision}) ${problem}.`);
    const read = readRecord(bytes);
    if (!('record' in read)) throw broken(read.problem);
    const { stream, revision } = read.record;
    const due = (revisions.get(stream) ?? -1) + 1;
    if (revision !== due) throw broken(`comes where revision ${due} is due`);
    revisions.set(stream, revision);
    leaves.push(leafHash(bytes));
    position = record.position;
    records += 1;
    if (asked.has(records)) {
      take();
      roots.set(records, rootOf(state));
    } else if (leaves.length === BATCH) {
      take();
      onProgress(records);
    }
  }
  take();
  onProgress(records);
  return { records, position, root: rootOf(state), roots };
}

async function* recordsOf(store: EventStore): AsyncGenerator<Recorded> {
  try {
    yield* store.readAll();
  } catch (error) {
    if (error instanceof RecordAltered) throw new BackupRefused(`In this log ${error.message}.`);
    throw error;
  }
}
