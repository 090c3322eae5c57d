import { join } from 'node:path';
import { openWebhookFile } from '#webhooks';
import type { WebhookPlace } from './deliver-from.js';
import type { OpenedWebhooks } from './webhook-dispatch.js';

/** Opens the endpoints of an installation. @param folder where their file is kept */
export function openWebhooks(folder: string, place: Omit<WebhookPlace, 'file'>): OpenedWebhooks {
  const file = join(folder, 'webhooks.sqlite');
  return { db: openWebhookFile(file), place: { ...place, file } };
}
