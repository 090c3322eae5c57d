import type { Generated, Kysely } from 'kysely';
import { openSideFile, takenFromBackup, type OpenFile, type SideFile } from '#side-files';
import type { DeliveryStatus } from './delivery.js';
import type { EndpointStatus } from './endpoint.js';
import { endpointsAndDeliveries } from './migrations/0001-endpoints-and-deliveries.js';

/** Who is told, what is to be sent, and the secrets that sign it. */
export const WEBHOOK_FILE: SideFile = {
  name: 'webhooks.sqlite',
  remedy: takenFromBackup(
    'webhooks.sqlite',
    'Without a backup, leave it out: all endpoints have to be registered again, and what waited to be sent is lost.',
  ),
  migrations: { '0001-endpoints-and-deliveries': endpointsAndDeliveries },
};

/** Its tables, as Kysely wants them. */
export interface WebhookTables {
  readonly endpoints: EndpointRow;
  readonly deliveries: DeliveryRow & { readonly seq: Generated<number> };
  readonly report_marks: { readonly endpoint: string; readonly report: string; readonly digest: string };
}

export interface EndpointRow {
  readonly id: string;
  readonly url: string;
  /** JSON, as are reports and secrets. */
  readonly event_types: string | null;
  readonly reports: string;
  readonly description: string | null;
  readonly status: EndpointStatus;
  /** RFC 3339 instant. */
  readonly created_at: string;
  readonly cursor: string | null;
  readonly secrets: string;
}

export interface DeliveryRow {
  readonly id: string;
  readonly endpoint: string;
  readonly type: string;
  readonly position: string;
  /** JSON, as are attempts. */
  readonly subject: string;
  readonly status: DeliveryStatus;
  /** Milliseconds since 1970. */
  readonly queued_at: number;
  readonly next_try_at: number | null;
  readonly tries: number;
  readonly attempts: string;
}

/** The file, open: on each thread once. */
export type WebhookFile = OpenFile<WebhookTables>;

/** What reads and writes its tables, within a transaction or outside. */
export type WebhookDatabase = Kysely<WebhookTables>;

/**
 * Opens the file of the endpoints and what is to be sent to them, and makes it where it does not exist yet. It holds the
 * secrets that sign: only the owner may read it. Its tables are read by `Endpoints` and `Deliveries`, on any thread.
 * @param options.relaxed a commit does not wait for the disk: for a thread that does again what a power cut takes back
 * @throws NewerFile, DamagedFile
 */
export async function openWebhookFile(file: string, { relaxed = false } = {}): Promise<WebhookFile> {
  const opened = await openSideFile<WebhookTables>(file, WEBHOOK_FILE);
  if (relaxed) opened.connection.pragma('synchronous = NORMAL');
  return opened;
}
