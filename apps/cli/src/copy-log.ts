import { createHash } from 'node:crypto';
import type { EventStore, NewEvent, Recorded, Write } from '#eventsourcing';

/** The target already holds something else than the source does. */
export class LogsDiffer extends Error {
  override readonly name = 'LogsDiffer';
}

/** Records in one append: few enough to fit any engine's message, many enough to share a commit. */
const BATCH = 500;
/** Bytes in one append, records alone: KurrentDB takes 1 MiB in all unless it was told otherwise. */
const BATCH_BYTES = 700_000;

/**
 * Copies a log record by record, in log order, so that every canonical record is the same to the byte.
 * What the target holds already is compared first, so an interrupted copy goes on where it stopped.
 * @throws LogsDiffer where the target holds another record, or more records than the source
 */
export async function copyLog(
  source: EventStore,
  target: EventStore,
  onProgress: (done: number) => void = () => {},
): Promise<{ readonly found: number; readonly copied: number }> {
  const there = target.readAll()[Symbol.asyncIterator]();
  let found = 0;
  let copied = 0;
  let atEnd = false;
  let isInOrder = target.appendInOrder !== undefined;
  let batch = new Batch(isInOrder);
  let underWay = Promise.resolve();
  // One append at a time, in order; the next batch is gathered while the target writes.
  const flush = async (): Promise<void> => {
    await underWay;
    const full = batch;
    batch = new Batch(isInOrder);
    if (full.records.length === 0) return;
    underWay = append(target, full).then((wasInOrder) => {
      isInOrder &&= wasInOrder;
      copied += full.records.length;
      onProgress(found + copied);
    });
    // A failure is told at the next flush, and is nobody's until then.
    underWay.catch(() => {});
  };

  for await (const record of source.readAll()) {
    if (!atEnd) {
      const { done, value } = await there.next();
      if (done !== true) {
        if (value.canonical !== record.canonical) {
          throw new LogsDiffer(
            `record ${found} of the target is another one than in the source: it is not a copy of this log`,
          );
        }
        found += 1;
        if (found % BATCH === 0) onProgress(found);
        continue;
      }
      atEnd = true;
    }
    if (!batch.takes(record)) await flush();
    batch.add(record);
  }
  if (!atEnd && (await there.next()).done !== true) {
    throw new LogsDiffer('the target holds more records than the source: it is not a copy of this log');
  }
  await flush();
  await underWay;
  return { found, copied };
}

/** SHA-256 over all canonical records, each ended by a line feed. */
export async function digestOfLog(store: EventStore, onProgress: (done: number) => void = () => {}): Promise<string> {
  const hash = createHash('sha256');
  let done = 0;
  for await (const { canonical } of store.readAll()) {
    hash.update(canonical).update('\n');
    done += 1;
    if (done % BATCH === 0) onProgress(done);
  }
  onProgress(done);
  return hash.digest('hex');
}

/** Writes a batch. Gives whether the target takes records of several streams in order, as some servers cannot. */
async function append(target: EventStore, { isInOrder, records }: Batch): Promise<boolean> {
  if (isInOrder && (await target.appendInOrder?.(records)) === true) return true;
  let run = new Batch(false);
  for (const record of records) {
    if (!run.takes(record)) {
      await target.append(run.writes());
      run = new Batch(false);
    }
    run.add(record);
  }
  await target.append(run.writes());
  return false;
}

/**
 * Consecutive records for one append. Unless the engine takes them in order, each stream stands in it once, in one run, so that
 * the order of the log is kept.
 */
class Batch {
  readonly records: Recorded[] = [];
  private readonly streams = new Set<string>();
  private readonly ids = new Set<string>();
  private bytes = 0;

  constructor(readonly isInOrder: boolean) {}

  takes({ id, stream, canonical }: Recorded): boolean {
    if (this.records.length === 0) return true;
    // No append takes an id twice, and a log may hold one twice.
    if (this.ids.has(id)) return false;
    if (this.records.length >= BATCH || this.bytes + canonical.length > BATCH_BYTES) return false;
    return this.isInOrder || this.records.at(-1)!.stream === stream || !this.streams.has(stream);
  }

  add(record: Recorded): void {
    this.records.push(record);
    this.streams.add(record.stream);
    this.ids.add(record.id);
    this.bytes += Buffer.byteLength(record.canonical);
  }

  writes(): Write[] {
    const writes: (Write & { readonly events: NewEvent[] })[] = [];
    for (const { stream, revision, position: _, canonical: __, ...event } of this.records) {
      const last = writes.at(-1);
      if (last?.stream === stream) last.events.push(event);
      else writes.push({ stream, expected: revision === 0 ? 'none' : revision - 1, events: [event] });
    }
    return writes;
  }
}
