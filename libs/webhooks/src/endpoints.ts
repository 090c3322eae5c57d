import { v7 } from 'uuid';
import type { Position } from '#eventsourcing';
import type { Endpoint, EndpointStatus, Subscription } from './endpoint.js';
import { newSecret, rotated, type Secret } from './secrets.js';
import type { EndpointRow, WebhookDatabase, WebhookFile } from './webhook-file.js';

/** An endpoint as it is registered: what happens from now on is sent. */
export interface Registration extends Subscription {
  /** The position of the log's newest event; null for an empty log. */
  readonly cursor: Position | null;
  /** The digest of each report that it wants to be told of. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Who is told. */
export class Endpoints {
  private readonly db: WebhookDatabase;

  constructor({ db }: WebhookFile) {
    this.db = db;
  }

  /** Makes an endpoint known. Its secret is in this answer, and in no other. */
  async register(
    registration: Registration,
    now: number,
  ): Promise<{ readonly endpoint: Endpoint; readonly secret: string }> {
    const { url, eventTypes, reports, description, cursor, digests } = registration;
    const secret = newSecret();
    const secrets: Secret[] = [{ secret, until: null }];
    const row: EndpointRow = {
      id: v7(),
      url,
      event_types: eventTypes && JSON.stringify(eventTypes),
      reports: JSON.stringify(reports),
      description,
      status: 'active',
      created_at: new Date(now).toISOString(),
      cursor,
      secrets: JSON.stringify(secrets),
    };
    await this.db.transaction().execute(async (db) => {
      await db.insertInto('endpoints').values(row).execute();
      for (const [report, digest] of Object.entries(digests)) await mark(db, row.id, report, digest);
    });
    return { endpoint: toEndpoint(row), secret };
  }

  /** All endpoints, the oldest first. */
  async list(): Promise<Endpoint[]> {
    return (await this.db.selectFrom('endpoints').selectAll().orderBy('id').execute()).map(toEndpoint);
  }

  async find(id: string): Promise<Endpoint | undefined> {
    const row = await this.db.selectFrom('endpoints').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toEndpoint(row);
  }

  /** False where there is no such endpoint. What waits for it goes with it. */
  async remove(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.db.deleteFrom('endpoints').where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0;
  }

  /** The endpoint as it then is; undefined where there is none. */
  async setStatus(id: string, status: EndpointStatus): Promise<Endpoint | undefined> {
    const change = this.db.updateTable('endpoints').set({ status }).where('id', '=', id).returningAll();
    const row = await change.executeTakeFirst();
    return row && toEndpoint(row);
  }

  /** A new secret; those before it sign for a day more. Undefined where there is no such endpoint. */
  async rotateSecret(id: string, now: number): Promise<string | undefined> {
    return this.db.transaction().execute(async (db) => {
      const before = await secretsOf(db, id);
      if (before.length === 0) return undefined;
      const secret = newSecret();
      const secrets = JSON.stringify(rotated(before, secret, now));
      await db.updateTable('endpoints').set({ secrets }).where('id', '=', id).execute();
      return secret;
    });
  }

  /** Also those that do not sign any more; the newest first. None where there is no such endpoint. */
  async secretsOf(id: string): Promise<Secret[]> {
    return secretsOf(this.db, id);
  }

  /** The digest of a report when the endpoint was last told of it; undefined where it never was. */
  async markOf(id: string, report: string): Promise<string | undefined> {
    const marks = this.db.selectFrom('report_marks').select('digest');
    return (await marks.where('endpoint', '=', id).where('report', '=', report).executeTakeFirst())?.digest;
  }

  async mark(id: string, report: string, digest: string): Promise<void> {
    await mark(this.db, id, report, digest);
  }
}

async function secretsOf(db: WebhookDatabase, id: string): Promise<Secret[]> {
  const row = await db.selectFrom('endpoints').select('secrets').where('id', '=', id).executeTakeFirst();
  return row === undefined ? [] : (JSON.parse(row.secrets) as Secret[]);
}

async function mark(db: WebhookDatabase, endpoint: string, report: string, digest: string): Promise<void> {
  await db
    .insertInto('report_marks')
    .values({ endpoint, report, digest })
    .onConflict((marked) => marked.columns(['endpoint', 'report']).doUpdateSet({ digest }))
    .execute();
}

function toEndpoint({ id, url, event_types, reports, description, status, created_at, cursor }: EndpointRow): Endpoint {
  return {
    id,
    url,
    eventTypes: event_types === null ? null : (JSON.parse(event_types) as string[]),
    reports: JSON.parse(reports) as string[],
    description,
    status,
    createdAt: created_at,
    cursor,
  };
}
