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
import type { WebhookFile } from './webhook-file.js';

interface Row {
  readonly seq: number;
  readonly id: string;
  readonly endpoint: string;
  readonly type: string;
  readonly position: string;
  readonly subject: string;
  readonly status: DeliveryStatus;
  readonly queued_at: number;
  readonly next_try_at: number | null;
  readonly tries: number;
  readonly attempts: string;
}

/** What becomes of a delivery after an attempt. */
export interface Verdict {
  readonly status: DeliveryStatus;
  /** Milliseconds since 1970; null for one that is not to be tried any more. */
  readonly nextTryAt: number | null;
}

/** A part of a list, the newest first. `next` is the cursor of what follows. */
export interface Listed {
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
  constructor(private readonly db: WebhookFile) {}

  /** Queues messages and notes how far the log was read, both or neither. What is queued already is not queued again. */
  queue(endpointId: string, messages: readonly Message[], now: number, cursor?: Position): void {
    const insert = this.db.prepare(
      `INSERT INTO deliveries (id, endpoint, type, position, subject, status, queued_at, next_try_at, tries, attempts)
       SELECT ?, id, ?, ?, ?, 'waiting', ?, ?, 0, '[]' FROM endpoints WHERE id = ? ON CONFLICT (id) DO NOTHING`,
    );
    this.db.transaction(() => {
      for (const { key, type, position, subject } of messages) {
        insert.run(deliveryId(endpointId, key), type, position, JSON.stringify(subject), now, now, endpointId);
      }
      if (cursor === undefined) return;
      this.db.prepare('UPDATE endpoints SET cursor = ? WHERE id = ?').run(cursor, endpointId);
      this.forgetDelivered(endpointId);
    })();
  }

  /**
   * Drops messages about a report that nobody has been sent yet, because a newer one says as much; but for the oldest, which
   * may be under way.
   */
  dropUnsent(endpointId: string, about: string): void {
    const unsent = `FROM deliveries WHERE endpoint = @endpointId AND status = 'waiting' AND tries = 0
      AND json_extract(subject, '$.about') = @about`;
    this.db.prepare(`DELETE ${unsent} AND seq > (SELECT min(seq) ${unsent})`).run({ endpointId, about });
  }

  /** How many wait to be delivered. */
  waiting(endpointId: string): number {
    const count = this.db.prepare(`SELECT count(*) FROM deliveries WHERE endpoint = ? AND status = 'waiting'`).pluck();
    return count.get(endpointId) as number;
  }

  /** The delivery whose time came first, whether it has come yet or not. */
  first(endpointId: string): (Due & { readonly at: number }) | undefined {
    const row = this.db
      .prepare(`SELECT * FROM deliveries WHERE endpoint = ? AND status = 'waiting' ORDER BY next_try_at, seq LIMIT 1`)
      .get(endpointId) as Row | undefined;
    if (row === undefined) return undefined;
    const { seq, id, subject, tries, next_try_at } = row;
    return { seq, id, subject: JSON.parse(subject) as Subject, tries, at: next_try_at! };
  }

  /** Keeps an attempt and what it leads to. */
  record(seq: number, attempt: Attempt, { status, nextTryAt }: Verdict): void {
    const attempts = this.db.prepare('SELECT attempts FROM deliveries WHERE seq = ?').pluck().get(seq) as
      string | undefined;
    if (attempts === undefined) return;
    const kept = [...(JSON.parse(attempts) as Attempt[]), attempt].slice(-KEPT_ATTEMPTS);
    this.db
      .prepare('UPDATE deliveries SET attempts = ?, status = ?, next_try_at = ?, tries = tries + 1 WHERE seq = ?')
      .run(JSON.stringify(kept), status, nextTryAt, seq);
  }

  /** Has a message tried again at once, with all its attempts before it. False where it does not wait and is not dead. */
  retry(id: string, now: number): boolean {
    const { changes } = this.db
      .prepare(
        `UPDATE deliveries SET status = 'waiting', next_try_at = ?, tries = 0 WHERE id = ? AND status <> 'delivered'`,
      )
      .run(now, id);
    return changes > 0;
  }

  find(id: string): Delivery | undefined {
    const row = this.db.prepare('SELECT * FROM deliveries WHERE id = ?').get(id) as Row | undefined;
    return row && toDelivery(row);
  }

  /** Of one endpoint, the newest first. */
  list(endpointId: string, options: ListOptions = {}): Listed {
    return this.page('endpoint = ?', endpointId, options);
  }

  /** Those of all endpoints that are not tried any more. */
  dead(options: ListOptions = {}): Listed {
    return this.page('status = ?', 'dead', options);
  }

  private page(where: string, value: string, { limit = 50, before = Number.MAX_SAFE_INTEGER }: ListOptions): Listed {
    const rows = this.db
      .prepare(`SELECT * FROM deliveries WHERE ${where} AND seq < ? ORDER BY seq DESC LIMIT ?`)
      .all(value, before, limit + 1) as Row[];
    const page = rows.slice(0, limit);
    return { rows: page.map(toDelivery), next: rows.length > limit ? String(page.at(-1)!.seq) : null };
  }

  private forgetDelivered(endpointId: string): void {
    this.db
      .prepare(
        `DELETE FROM deliveries WHERE endpoint = ? AND status = 'delivered' AND seq <= coalesce((SELECT seq FROM
         deliveries WHERE endpoint = ? AND status = 'delivered' ORDER BY seq DESC LIMIT 1 OFFSET ?), -1)`,
      )
      .run(endpointId, endpointId, KEPT_DELIVERED);
  }
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
