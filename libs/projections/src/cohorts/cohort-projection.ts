import type { Recorded } from '#eventsourcing';
import { LRUCache } from 'lru-cache';
import type { Transaction } from '../database/transaction.js';
import { PROJECTION_VERSIONS, type ReadModel } from '../read-model.js';
import { balanceRows } from './balances.js';
import { CohortBatch, cohortIdOf, forgetEntries } from './cohort-batch.js';
import { cohortRow, foldedFrom } from './cohort-row.js';
import type { FoldedCohort } from './folded-cohort.js';
import { settle } from './settling.js';

const KEPT = 20_000;
/** Cohorts a step, where all of them are gone through. */
const PAGE = 1_000;

/** Case files, movements, cohorts and their balances: one fold makes them all. */
export class CohortProjection implements ReadModel {
  readonly name = 'cohorts';
  readonly version = PROJECTION_VERSIONS.cohorts;
  /** Cohorts as the last batches left them. One that is not at the revision before the next event is read anew. */
  private readonly kept = new LRUCache<string, FoldedCohort>({ max: KEPT });
  private readonly unsettled = new Set<string>();

  async project(events: readonly Recorded[], transaction: Transaction): Promise<void> {
    const batch = new CohortBatch(transaction, await this.load(events, transaction));
    for (const event of events) await batch.take(event);

    await transaction.insert('entries', batch.entries);
    await transaction.update('entries', ['retracted_at', 'retracted_by'], batch.struckEntries);
    await transaction.insert('movements', batch.movements);
    await transaction.update('movements', ['retracted_at'], batch.struckMovements);
    await transaction.update('movements', ['counts_from'], batch.redated);
    const changed = [...batch.changed.values()];
    await transaction.upsert('cohorts', changed.map(cohortRow));
    if (transaction.building) {
      for (const id of batch.unsettled) this.unsettled.add(id);
    } else {
      await this.settle(transaction, batch.unsettled, batch.changed);
      await transaction.remove(
        'balances',
        ['cohort'],
        [...batch.changed.keys()].map((id) => [id]),
      );
      await transaction.insert('balances', changed.flatMap(balanceRows));
    }
    for (const folded of changed) {
      forgetEntries(folded);
      this.kept.set(folded.state.id, folded);
    }
  }

  /** What no projection of a later batch needs is worked out once, when the whole log is in. */
  async finish(transaction: Transaction): Promise<void> {
    await this.settle(transaction, this.unsettled, new Map());
    this.kept.clear();
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
    unsettled: Set<string>,
    changed: ReadonlyMap<string, FoldedCohort>,
  ): Promise<void> {
    for (const id of unsettled) {
      const family = await settle(transaction, id, (member) => changed.get(member));
      for (const member of family) {
        unsettled.delete(member);
        // Its latest day was changed in the database only.
        if (!changed.has(member)) this.kept.delete(member);
      }
    }
  }
}
