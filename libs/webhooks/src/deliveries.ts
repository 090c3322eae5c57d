import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { Position } from '#eventsourcing';
import {
  deliveryId,
  type Attempt,
  type Delivery,
  type DeliveryStatus,
  type Due,
  type Message,
  type Subject,
} from './delivery.js';
import type { DeliveryRow, WebhookDatabase, WebhookFile, WebhookTables } from './webhook-file.js';

type Row = Selectable<WebhookTables['deliveries']>;

/** What becomes of a delivery after an attempt. */
export interface Verdict {
  readonly status: DeliveryStatus;
  /** Milliseconds since 1970; null for one that is not to be tried any more. */
  readonly nextTryAt: number | null;
}

/** A part of a list, the newest first. `next` is the cursor of what follows. */
export interface DeliveryPage {
  readonly rows: readonly Delivery[];
  readonly next: string | null;
}

export interface ListOptions {
  readonly limit?: number;
  /** Deliveries that were queued before the one of this number. */
  readonly before?: number;
}

const KEPT_ATTEMPTS = 20;
/** Of what was delivered, this much is kept to be looked at. */
const KEPT_DELIVERED = 1_000;

/** What was sent, is to be sent, and could not be. */
export class Deliveries {
  private readonly db: WebhookDatabase;

  constructor({ db }: WebhookFile) {
    this.db = db;
  }

  /**
   * Queues messages and notes how far the log was read, both or neither. What is queued already is not queued again, and nothing
   * is for an endpoint that is no more.
   */
  async queue(endpoint: string, messages: readonly Message[], now: number, cursor?: Position): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      const isThere = db.selectFrom('endpoints').select('id').where('id', '=', endpoint);
      if ((await isThere.executeTakeFirst()) === undefined) return;
      for (const { key, type, position, subject } of messages) {
        const row: DeliveryRow = {
          id: deliveryId(endpoint, key),
          endpoint,
          type,
          position,
          subject: JSON.stringify(subject),
          status: 'waiting',
          queued_at: now,
          next_try_at: now,
          tries: 0,
          attempts: '[]',
        };
        await db
          .insertInto('deliveries')
          .values(row)
          .onConflict((queued) => queued.column('id').doNothing())
          .execute();
      }
      if (cursor === undefined) return;
      await db.updateTable('endpoints').set({ cursor }).where('id', '=', endpoint).execute();
      await forgetDelivered(db, endpoint);
    });
  }

  /**
   * Drops messages about a report that nobody has been sent yet, because a newer one says as much; but for the oldest, which
   * may be under way.
   */
  async dropUnsent(endpoint: string, about: string): Promise<void> {
    const unsent = this.db
      .selectFrom('deliveries')
      .where('endpoint', '=', endpoint)
      .where('status', '=', 'waiting')
      .where('tries', '=', 0)
      .where(sql`json_extract(subject, '$.about')`, '=', about);
    await this.db
      .deleteFrom('deliveries')
      .where('seq', 'in', unsent.select('seq'))
      .where(
        'seq',
        '>',
        unsent.select(({ fn }) => fn.min('seq').as('oldest')),
      )
      .execute();
  }

  /** How many wait to be delivered. */
  async waiting(endpoint: string): Promise<number> {
    const { count } = await this.db
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('endpoint', '=', endpoint)
      .where('status', '=', 'waiting')
      .executeTakeFirstOrThrow();
    return count;
  }

  /** The delivery whose time came first, whether it has come yet or not. */
  async first(endpoint: string): Promise<(Due & { readonly at: number }) | undefined> {
    const row = await this.db
      .selectFrom('deliveries')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('status', '=', 'waiting')
      .orderBy('next_try_at')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { seq, id, subject, tries, next_try_at } = row;
    return { seq, id, subject: JSON.parse(subject) as Subject, tries, at: next_try_at! };
  }

  /** Keeps an attempt and what it leads to. */
  async record(seq: number, attempt: Attempt, { status, nextTryAt }: Verdict): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      const row = await db.selectFrom('deliveries').select('attempts').where('seq', '=', seq).executeTakeFirst();
      if (row === undefined) return;
      const kept = [...(JSON.parse(row.attempts) as Attempt[]), attempt].slice(-KEPT_ATTEMPTS);
      await db
        .updateTable('deliveries')
        .set(({ eb }) => ({
          attempts: JSON.stringify(kept),
          status,
          next_try_at: nextTryAt,
          tries: eb('tries', '+', 1),
        }))
        .where('seq', '=', seq)
        .execute();
    });
  }

  /** Has a message tried again at once, with all its attempts before it. False where it does not wait and is not dead. */
  async retry(id: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('deliveries')
      .set({ status: 'waiting', next_try_at: now, tries: 0 })
      .where('id', '=', id)
      .where('status', '<>', 'delivered')
      .executeTakeFirst();
    return numUpdatedRows > 0;
  }

  async find(id: string): Promise<Delivery | undefined> {
    const row = await this.db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toDelivery(row);
  }

  /** Of one endpoint, the newest first. */
  async list(endpoint: string, options: ListOptions = {}): Promise<DeliveryPage> {
    return page(this.db.selectFrom('deliveries').selectAll().where('endpoint', '=', endpoint), options);
  }

  /** Those of all endpoints that are not tried any more. */
  async dead(options: ListOptions = {}): Promise<DeliveryPage> {
    // Written into the statement, so that the index of dead ones is known to hold them all.
    return page(
      this.db
        .selectFrom('deliveries')
        .selectAll()
        .where('status', '=', sql.lit('dead' as const)),
      options,
    );
  }
}

async function page(
  among: SelectQueryBuilder<WebhookTables, 'deliveries', Row>,
  { limit = 50, before = Number.MAX_SAFE_INTEGER }: ListOptions,
): Promise<DeliveryPage> {
  const newest = among.where('seq', '<', before).orderBy('seq', 'desc');
  const rows = await newest.limit(limit + 1).execute();
  const listed = rows.slice(0, limit);
  return { rows: listed.map(toDelivery), next: rows.length > limit ? String(listed.at(-1)!.seq) : null };
}

async function forgetDelivered(db: WebhookDatabase, endpoint: string): Promise<void> {
  const delivered = db
    .selectFrom('deliveries')
    .where('endpoint', '=', endpoint)
    .where('status', '=', 'delivered')
    .select('seq')
    .orderBy('seq', 'desc');
  await db
    .deleteFrom('deliveries')
    .where('endpoint', '=', endpoint)
    .where('status', '=', 'delivered')
    .where('seq', '<=', delivered.offset(KEPT_DELIVERED).limit(1))
    .execute();
}

function toDelivery(row: Row): Delivery {
  const attempts = JSON.parse(row.attempts) as Attempt[];
  return {
    id: row.id,
    endpointId: row.endpoint,
    type: row.type,
    position: row.position,
    status: row.status,
    queuedAt: new Date(row.queued_at).toISOString(),
    nextTryAt: row.next_try_at === null ? null : new Date(row.next_try_at).toISOString(),
    attempts,
    lastStatus: attempts.at(-1)?.status ?? null,
  };
}
