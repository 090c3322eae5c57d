import { v7 } from 'uuid';
import type { Position } from '#eventsourcing';
import type { Endpoint, EndpointStatus, Subscription } from './endpoint.js';
import { newSecret, rotated, type Secret } from './secrets.js';
import type { WebhookFile } from './webhook-file.js';

interface Row {
  readonly id: string;
  readonly url: string;
  readonly event_types: string | null;
  readonly reports: string;
  readonly description: string | null;
  readonly status: EndpointStatus;
  readonly created_at: string;
  readonly cursor: string | null;
  readonly secrets: string;
}

/** An endpoint as it is registered: what happens from now on is sent. */
export interface Registration extends Subscription {
  /** The position of the log's newest event; null for an empty log. */
  readonly cursor: Position | null;
  /** The digest of each report that it wants to be told of. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Who is told. */
export class Endpoints {
  constructor(private readonly db: WebhookFile) {}

  /** Makes an endpoint known. Its secret is in this answer, and in no other. */
  register(registration: Registration, now: number): { readonly endpoint: Endpoint; readonly secret: string } {
    const { url, eventTypes, reports, description, cursor, digests } = registration;
    const id = v7();
    const secret = newSecret();
    const secrets: Secret[] = [{ secret, until: null }];
    this.db.transaction(() => {
      this.db
        .prepare(`INSERT INTO endpoints VALUES (?, ?, ?, ?, ?, 'active', ?, ?, ?)`)
        .run(
          id,
          url,
          eventTypes && JSON.stringify(eventTypes),
          JSON.stringify(reports),
          description,
          new Date(now).toISOString(),
          cursor,
          JSON.stringify(secrets),
        );
      for (const [report, digest] of Object.entries(digests)) this.mark(id, report, digest);
    })();
    return { endpoint: this.find(id)!, secret };
  }

  /** All endpoints, the oldest first. */
  list(): Endpoint[] {
    return (this.db.prepare('SELECT * FROM endpoints ORDER BY id').all() as Row[]).map(toEndpoint);
  }

  find(id: string): Endpoint | undefined {
    const row = this.db.prepare('SELECT * FROM endpoints WHERE id = ?').get(id) as Row | undefined;
    return row && toEndpoint(row);
  }

  /** False where there is no such endpoint. What waits for it goes with it. */
  remove(id: string): boolean {
    return this.db.prepare('DELETE FROM endpoints WHERE id = ?').run(id).changes > 0;
  }

  /** The endpoint as it then is; undefined where there is none. */
  setStatus(id: string, status: EndpointStatus): Endpoint | undefined {
    this.db.prepare('UPDATE endpoints SET status = ? WHERE id = ?').run(status, id);
    return this.find(id);
  }

  /** A new secret; those before it sign for a day more. Undefined where there is no such endpoint. */
  rotateSecret(id: string, now: number): string | undefined {
    return this.db
      .transaction(() => {
        if (this.find(id) === undefined) return undefined;
        const secret = newSecret();
        const secrets = rotated(this.secretsOf(id), secret, now);
        this.db.prepare('UPDATE endpoints SET secrets = ? WHERE id = ?').run(JSON.stringify(secrets), id);
        return secret;
      })
      .immediate();
  }

  /** Also those that do not sign any more; the newest first. */
  secretsOf(id: string): Secret[] {
    const text = this.db.prepare('SELECT secrets FROM endpoints WHERE id = ?').pluck().get(id) as string | undefined;
    return text === undefined ? [] : (JSON.parse(text) as Secret[]);
  }

  /** The digest of a report when the endpoint was last told of it; undefined where it never was. */
  markOf(id: string, report: string): string | undefined {
    const select = this.db.prepare('SELECT digest FROM report_marks WHERE endpoint = ? AND report = ?').pluck();
    return select.get(id, report) as string | undefined;
  }

  mark(id: string, report: string, digest: string): void {
    this.db
      .prepare('INSERT INTO report_marks VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest')
      .run(id, report, digest);
  }
}

function toEndpoint({ id, url, event_types, reports, description, status, created_at, cursor }: Row): Endpoint {
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
