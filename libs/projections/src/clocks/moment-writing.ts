import type { EntryRow } from '../cohorts/entries.js';
import type { Transaction } from '../database/transaction.js';
import type { MomentRow } from './moments.js';

/** Entries from one moment to the next: as many as a read goes through to find its place. */
const EVERY = 1_000;

/** Writes the moments of a log: they depend on its entries alone, never on how these come in batches. */
export class MomentWriting {
  private since: SinceNewest | undefined;

  /** @param entries the next of the log, all of them and in its order, not written yet */
  async take(entries: readonly Pick<EntryRow, 'position' | 'recorded_at'>[], transaction: Transaction): Promise<void> {
    const since = (this.since ??= await sinceNewest(transaction));
    const rows: MomentRow[] = [];
    for (const { position, recorded_at } of entries) {
      if (recorded_at > since.recordedBy) since.recordedBy = recorded_at;
      if (++since.entries < EVERY) continue;
      rows.push({ position, recorded_by: since.recordedBy, number: ++since.number });
      since.entries = 0;
    }
    await transaction.insert('moments', rows);
  }
}

/** The newest moment's number, the entries since, and the latest instant at which anything so far was recorded. */
interface SinceNewest {
  number: number;
  entries: number;
  recordedBy: string;
}

async function sinceNewest({ db }: Transaction): Promise<SinceNewest> {
  const newest = await db.selectFrom('moments').selectAll().orderBy('position', 'desc').limit(1).executeTakeFirst();
  const { entries, latest } = await db
    .selectFrom('entries')
    .select((eb) => [eb.fn.countAll<number>().as('entries'), eb.fn.max('recorded_at').as('latest')])
    .where('position', '>', newest?.position ?? '')
    .executeTakeFirstOrThrow();
  const recorded = [newest?.recorded_by ?? '', (latest as string | null) ?? ''];
  return { number: newest?.number ?? 0, entries, recordedBy: recorded.sort().at(-1)! };
}
