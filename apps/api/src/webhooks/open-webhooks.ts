import { join } from 'node:path';
import { openWebhookFile, WEBHOOK_FILE } from '#webhooks';
import type { WebhookPlace } from './deliver-from.js';
import type { OpenedWebhooks } from './webhook-thread.js';

/** Opens the endpoints of an installation. @param folder where their file is kept */
export async function openWebhooks(folder: string, place: Omit<WebhookPlace, 'file'>): Promise<OpenedWebhooks> {
  const file = join(folder, WEBHOOK_FILE.name);
  return { db: await openWebhookFile(file), place: { ...place, file } };
}
