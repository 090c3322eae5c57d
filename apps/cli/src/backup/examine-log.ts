import type { EventStore } from '#eventsourcing';
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
 * Reads a log from its first record to its last: that each is canonical, comes at the revision that is due in its stream, and
 * has an id of its own.
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
  const ids = new Set<string>();
  const roots = new Map<number, Hash>([[0, rootOf(EMPTY_STATE)]]);
  let state = EMPTY_STATE;
  let position: string | null = null;
  let leaves: Hash[] = [];
  let records = 0;
  const take = (): void => {
    state = grow(state, leaves).state;
    leaves = [];
  };

  for await (const record of store.readAll()) {
    const bytes = Buffer.from(record.canonical);
    const broken = (problem: string): BackupRefused =>
      new BackupRefused(`Record ${records} (stream ${record.stream}, revision ${record.revision}) ${problem}.`);
    const read = readRecord(bytes);
    if (!('record' in read)) throw broken(read.problem);
    const { stream, revision, id } = read.record;
    const due = (revisions.get(stream) ?? -1) + 1;
    if (revision !== due) throw broken(`comes where revision ${due} is due`);
    if (ids.has(id)) throw broken(`has an id that stands in the log before it: ${id}`);
    revisions.set(stream, revision);
    ids.add(id);
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
