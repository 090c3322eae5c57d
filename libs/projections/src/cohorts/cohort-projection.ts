import type { Position, Recorded } from '#eventsourcing';
import { LRUCache } from 'lru-cache';
import type { Transaction } from '../database/transaction.js';
import { writeBlocks } from '../clocks/block-writing.js';
import { MomentWriting } from '../clocks/moment-writing.js';
import type { ReadModel } from '../database/read-model.js';
import { balanceRows } from './balances.js';
import { CohortBatch, cohortIdOf, forgetEntries, type Half } from './cohort-batch.js';
import { cohortRow, foldedFrom } from './cohort-row.js';
import type { FoldedCohort } from './folded-cohort.js';
import { countAgain } from '../days/counting-live.js';
import { countAll } from '../days/counting-rebuild.js';
import { fillPeople } from '../days/people-rebuild.js';
import { fillDayFlows } from './day-flows-rebuild.js';
import { MovementWriting } from './movement-writing.js';
import { PeopleWriting } from '../days/people-writing.js';
import { watchedFrom } from './watched-after-retraction.js';

interface Writing {
  readonly movements: MovementWriting;
  readonly people: PeopleWriting;
}

const KEPT = 5_000;
/** Cohorts a step, where all of them are gone through. */
const PAGE = 1_000;

/** Case files, movements, cohorts and their balances: one fold makes them all. */
export class CohortProjection implements ReadModel {
  readonly name = 'cohorts';
  /** Cohorts as the last batches left them. One that is not at the revision before the next event is read again. */
  private readonly kept = new LRUCache<string, FoldedCohort>({
    max: KEPT,
    dispose: (folded, id, reason) => {
      if (reason === 'evict' && this.unwritten.delete(id)) this.evicted.set(id, folded);
    },
  });
  /** While a generation is built, rows of cohorts wait until nothing more is expected of them. */
  private readonly unwritten = new Set<string>();
  private readonly evicted = new Map<string, FoldedCohort>();
  private half: Half | undefined;
  private readonly moments = new MomentWriting();

  async project(events: readonly Recorded[], transaction: Transaction): Promise<void> {
    const batch = new CohortBatch(transaction, await this.load(events, transaction), this.half);
    const writing = { movements: new MovementWriting(transaction), people: new PeopleWriting(transaction) };
    for (const event of events) {
      const lookedUp = batch.take(event);
      if (lookedUp !== undefined) await lookedUp;
      if (batch.uncounted !== undefined) await this.count(transaction, writing, batch, event.position);
    }

    await this.writeRows(transaction, writing, batch);
    for (const id of batch.unwatched) {
      const folded = batch.changed.get(id)!;
      folded.watched = await watchedFrom(transaction, folded.position, folded.state.openHandovers);
    }
    for (const folded of batch.changed.values()) forgetEntries(folded);
    this.half = batch.half;
    if (transaction.building) await this.keepBack(transaction, batch);
    else await this.write(transaction, writing, batch);
  }

  /** Tells what the newest event changed in what is said of days, before the next one is taken in. */
  private async count(transaction: Transaction, writing: Writing, batch: CohortBatch, at: Position): Promise<void> {
    await this.writeRows(transaction, writing, batch);
    await writing.people.insert(await countAgain(transaction, batch.uncounted!, at));
  }

  private async writeRows(transaction: Transaction, writing: Writing, batch: CohortBatch): Promise<void> {
    const { entries, struckEntries, movements, peopleChanges, struckMovements } = batch.unwritten();
    await this.moments.take(entries, transaction);
    await transaction.insert('entries', entries);
    await transaction.update('entries', ['retracted_at', 'retracted_by'], struckEntries);
    await writing.movements.insert(movements);
    await writing.movements.strike(struckMovements);
    await writing.people.insert(peopleChanges);
  }

  private async write(transaction: Transaction, writing: Writing, { changed }: CohortBatch): Promise<void> {
    const ids = [...changed.keys()].map((id) => [id]);
    const all = [...changed.values()];
    await transaction.upsert('cohorts', all.map(cohortRow));
    await writing.movements.flush();
    await writing.people.flush();
    await writeBlocks(transaction);
    await transaction.remove('balances', ['cohort'], ids);
    await transaction.insert('balances', all.flatMap(balanceRows));
    for (const folded of all) this.kept.set(folded.state.id, folded);
  }

  private async keepBack(transaction: Transaction, { changed }: CohortBatch): Promise<void> {
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
    await countAll(transaction);
    await fillDayFlows(transaction);
    await fillPeople(transaction);
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
}
