import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openSideFile } from '#side-files';
import { ACTIVITY_FILE } from './activity-file.js';
import type { Noted } from './activity.js';
import { ActivityList } from './activity-list.js';
import type { BatchMessage, Reply, WorkerData } from './activity.worker.js';

const nobody = { actor: null, organisation: null, token: null, method: null, route: null, status: null, lost: null };

/** A batch of reads of things that are called by letters. */
function batchOf(...letters: string[]): BatchMessage {
  const noted = letters.map((about): Noted => ({ ...nobody, kind: 'read', at: 0, about, cohorts: ['a'], entries: [] }));
  return { id: randomUUID(), text: JSON.stringify(noted) };
}

describe('a thread that writes activities', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-activity-'));
  const file = join(folder, 'activity.sqlite');
  const threads: Worker[] = [];
  afterAll(async () => {
    await Promise.all(threads.map((thread) => thread.terminate()));
    rmSync(folder, { recursive: true });
  });

  beforeAll(async () => (await openSideFile(file, ACTIVITY_FILE)).close());

  /** The server's, or the command line's. */
  async function open(): Promise<(batch: BatchMessage) => Promise<Reply>> {
    const thread = new Worker(new URL('./activity.worker.ts', import.meta.url), {
      workerData: { file } satisfies WorkerData,
      execArgv: ['--conditions=homeward-src'],
    });
    threads.push(thread);
    await once(thread, 'message');
    return async (batch) => {
      thread.postMessage(batch);
      return ((await once(thread, 'message')) as [Reply])[0];
    };
  }

  it('writes a batch once that is sent again, also where another process wrote meanwhile', async () => {
    const [server, commandLine] = [await open(), await open()];
    const batch = batchOf('a', 'b');
    expect(await server(batch)).toEqual({ committed: batch.id });
    await commandLine(batchOf('c'));
    const afterItDied = await open();
    expect(await afterItDied(batch)).toEqual({ committed: batch.id });
    await afterItDied(batchOf('d'));
    const list = await ActivityList.open(file);
    const { size, rows } = await list.page({}, 10);
    list.close();
    expect([size, rows.map(({ about }) => about)]).toEqual([4, ['d', 'c', 'b', 'a']]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
  });
});
