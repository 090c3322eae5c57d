import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deliveries, type DeliveryPage } from './deliveries.js';
import type { Message } from './delivery.js';
import { Endpoints } from './endpoints.js';
import { openWebhookFile, type WebhookFile } from './webhook-file.js';

const NOW = Date.parse('2025-08-24T12:00:00Z');

describe('what is to be sent', () => {
  let folder: string;
  let db: WebhookFile;
  let deliveries: Deliveries;
  let endpoints: Endpoints;
  let id: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-deliveries-'));
    db = await openWebhookFile(join(folder, 'webhooks.sqlite'));
    [deliveries, endpoints] = [new Deliveries(db), new Endpoints(db)];
    const registration = { url: 'https://newsroom.example/', eventTypes: null, reports: [], description: null };
    ({ id } = (await endpoints.register({ ...registration, cursor: null, digests: {} }, NOW)).endpoint);
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  const deliverFirst = async (): Promise<void> => {
    const attempt = { at: '', milliseconds: 1, status: 204, error: null, detail: '' };
    await deliveries.record((await deliveries.first(id))!.seq, attempt, { status: 'delivered', nextTryAt: null });
  };

  it('is queued once, however often it is read from the log, and with how far that was read', async () => {
    await deliveries.queue(id, messages(0, 3), NOW, '2');
    await deliveries.queue(id, messages(1, 5), NOW, '4');
    expect([await deliveries.waiting(id), (await endpoints.find(id))!.cursor]).toEqual([5, '4']);
  });

  it('is not queued for an endpoint that is no more', async () => {
    await endpoints.remove(id);
    await deliveries.queue(id, messages(0, 3), NOW, '2');
    expect((await deliveries.list(id)).rows).toEqual([]);
  });

  it('comes in the order of its time, and of two of one time in that of the log', async () => {
    await deliveries.queue(id, messages(0, 2), NOW);
    expect(await deliveries.first(id)).toMatchObject({ subject: { revision: 0 }, at: NOW, tries: 0 });
    const failed = { at: '', milliseconds: 1, status: 500, error: null, detail: '' };
    await deliveries.record((await deliveries.first(id))!.seq, failed, { status: 'waiting', nextTryAt: NOW + 5_000 });
    expect(await deliveries.first(id)).toMatchObject({ subject: { revision: 1 } });
    await deliverFirst();
    expect(await deliveries.first(id)).toMatchObject({ subject: { revision: 0 }, at: NOW + 5_000, tries: 1 });
  });

  it('is listed page by page, the newest first, without gaps or repeats', async () => {
    await deliveries.queue(id, messages(0, 5), NOW);
    const pages: string[][] = [];
    for (let next: string | null | undefined; next !== null;) {
      const page: DeliveryPage = await deliveries.list(id, {
        limit: 2,
        ...(next !== undefined && { before: Number(next) }),
      });
      pages.push(page.rows.map(({ position }) => position));
      next = page.next;
    }
    expect(pages).toEqual([['4', '3'], ['2', '1'], ['0']]);
  });

  it('is forgotten when a thousand more have been delivered', async () => {
    await deliveries.queue(id, messages(0, 1_003), NOW);
    for (let delivered = 0; delivered < 1_003; delivered++) await deliverFirst();
    await deliveries.queue(id, messages(1_003, 1_004), NOW, '1003');
    expect((await deliveries.list(id, { limit: 2_000 })).rows.at(-1)!.position).toBe('3');
    expect(await deliveries.waiting(id)).toBe(1);
  });
});

function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from }, (_, at) => ({
    key: `entry ${from + at}`,
    type: 'Happened',
    position: String(from + at),
    subject: { stream: 'a', revision: from + at },
  }));
}
