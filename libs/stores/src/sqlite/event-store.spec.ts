import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreContract } from '#eventsourcing/testing';
import { SqliteEventStore } from './event-store.js';

eventStoreContract({
  name: 'sqlite',
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'homeward-sqlite-'));
    const file = join(folder, 'log.db');
    let store = await SqliteEventStore.open(file);
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await SqliteEventStore.open(file);
        return store;
      },
      close: async () => {
        await store.close();
        await rm(folder, { recursive: true });
      },
    };
  },
});
