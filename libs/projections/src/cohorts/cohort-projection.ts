import type { Recorded } from '#eventsourcing';
import { LRUCache } from 'lru-cache';
import type { Transaction } from '../database/transaction.js';
import { MomentWriting } from '../clocks/moment-writing.js';
import { PROJECTION_VERSIONS, type ReadModel } from '../read-model.js';
import { balanceRows } from './balances.js';
import { CohortBatch, cohortIdOf, forgetEntries } from './cohort-batch.js';
import { cohortRow, foldedFrom } from './cohort-row.js';
import type { FoldedCohort } from './folded-cohort.js';
import { fillDayFlows } from './day-flows-built.js';
import { MovementWriting } from './movement-writing.js';
import { settle } from './settling.js';
import { watchedFrom } from './watched-anew.js';

const KEPT = 5_000;
/** Cohorts a step, where all of them are gone through. */
const PAGE = 1_000;

/** Case files, movements, cohorts and their balances: one fold makes them all. */
export class CohortProjection implements ReadModel {
  readonly name = 'cohorts';
  readonly version = PROJECTION_VERSIONS.cohorts;
  /** Cohorts as the last batches left them. One that is not at the revision before the next event is read anew. */
  private readonly kept = new LRUCache<string, FoldedCohort>({
    max: KEPT,
    dispose: (folded, id, reason) => {
      if (reason === 'evict' && this.unwritten.delete(id)) this.evicted.set(id, folded);
    },
  });
  /** While a generation is built, rows of cohorts wait until nothing more is expected of them, and their days till the end. */
  private readonly unwritten = new Set<string>();
  private readonly evicted = new Map<string, FoldedCohort>();
  private readonly unsettled = new Set<string>();
  private readonly moments = new MomentWriting();

  async project(events: readonly Recorded[], transaction: Transaction): Promise<void> {
    const batch = new CohortBatch(transaction, await this.load(events, transaction));
    for (const event of events) {
      const lookedUp = batch.take(event);
      if (lookedUp !== undefined) await lookedUp;
    }

    await this.moments.take(batch.entries, transaction);
    await transaction.insert('entries', batch.entries);
    await transaction.update('entries', ['retracted_at', 'retracted_by'], batch.struckEntries);
    const writing = new MovementWriting(transaction);
    await writing.insert(batch.movements);
    await writing.redate(batch.redated);
    await writing.strike(batch.struckMovements);
    for (const id of batch.unwatched) {
      const folded = batch.changed.get(id)!;
      folded.watched = await watchedFrom(transaction, folded.position, folded.state.openHandovers);
    }
    for (const folded of batch.changed.values()) forgetEntries(folded);
    if (transaction.building) await this.keepBack(transaction, batch);
    else await this.write(transaction, writing, batch);
  }

  private async write(
    transaction: Transaction,
    writing: MovementWriting,
    { changed, unsettled }: CohortBatch,
  ): Promise<void> {
    const ids = [...changed.keys()].map((id) => [id]);
    const all = [...changed.values()];
    await transaction.upsert('cohorts', all.map(cohortRow));
    await this.settle(transaction, writing, unsettled, changed);
    await writing.flush();
    await transaction.remove('balances', ['cohort'], ids);
    await transaction.insert('balances', all.flatMap(balanceRows));
    for (const folded of all) this.kept.set(folded.state.id, folded);
  }

  private async keepBack(transaction: Transaction, { changed, unsettled }: CohortBatch): Promise<void> {
    for (const id of unsettled) this.unsettled.add(id);
    for (const [id, folded] of changed) {
      this.unwritten.add(id);
      this.kept.set(id, folded);
    }
    await transaction.upsert('cohorts', [...this.evicted.values()].map(cohortRow));
    this.evicted.clear();
  }

  /** What no projection of a later batch needs is worked out once, when the whole log is in. */
  async finish(transaction: Transaction): Promise<void> {
    await transaction.upsert(
      'cohorts',
      [...this.unwritten].map((id) => cohortRow(this.kept.peek(id)!)),
    );
    this.unwritten.clear();
    this.kept.clear();
    await this.settle(transaction, new MovementWriting(transaction), this.unsettled, new Map());
    await fillDayFlows(transaction);
    for (let after = ''; ;) {
      const page = await transaction.db
        .selectFrom('cohorts')
        .selectAll()
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      if (page.length === 0) return;
      await transaction.insert('balances', page.map(foldedFrom).flatMap(balanceRows));
      after = page.at(-1)!.id;
    }
  }

  /** The cohorts that a batch is about, as they were before it. */
  private async load(events: readonly Recorded[], transaction: Transaction): Promise<Map<string, FoldedCohort>> {
    const known = new Map<string, FoldedCohort>();
    const seen = new Set<string>();
    const missing: string[][] = [];
    for (const event of events) {
      const id = cohortIdOf(event);
      if (id === undefined || seen.has(id)) continue;
      seen.add(id);
      const kept = this.kept.get(id);
      if (kept?.revision === event.revision - 1) known.set(id, kept);
      else if (event.revision > 0) missing.push([id]);
    }
    for (const row of await transaction.find('cohorts', ['id'], missing)) known.set(row.id, foldedFrom(row));
    return known;
  }

  private async settle(
    transaction: Transaction,
    writing: MovementWriting,
    unsettled: Set<string>,
    changed: ReadonlyMap<string, FoldedCohort>,
  ): Promise<void> {
    for (const id of unsettled) {
      const family = await settle(transaction, writing, id, (member) => changed.get(member));
      for (const member of family) {
        unsettled.delete(member);
        // Its latest day was changed in the database only.
        if (!changed.has(member)) this.kept.delete(member);
      }
    }
  }
}
