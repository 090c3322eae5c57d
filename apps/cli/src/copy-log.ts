import { createHash } from 'node:crypto';
import type { EventStore, NewEvent, Recorded, Write } from '#eventsourcing';

/** The target already holds something else than the source does. */
export class LogsDiffer extends Error {
  override readonly name = 'LogsDiffer';
}

/** Records in one append: few enough to fit any engine's message, many enough to share a commit. */
const BATCH = 500;

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
  let batch = new Batch();
  const flush = async (): Promise<void> => {
    if (batch.size > 0) await target.append(batch.writes);
    copied += batch.size;
    batch = new Batch();
    onProgress(found + copied);
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

/** Consecutive records for one append. Each stream stands in it once, in one run, so that the order of the log is kept. */
class Batch {
  readonly writes: (Write & { readonly events: NewEvent[] })[] = [];
  size = 0;

  takes({ stream }: Recorded): boolean {
    if (this.size >= BATCH) return false;
    return this.writes.at(-1)?.stream === stream || this.writes.every((write) => write.stream !== stream);
  }

  add({ stream, revision, position: _, canonical: __, ...event }: Recorded): void {
    const last = this.writes.at(-1);
    if (last?.stream === stream) last.events.push(event);
    else this.writes.push({ stream, expected: revision === 0 ? 'none' : revision - 1, events: [event] });
    this.size += 1;
  }
}
