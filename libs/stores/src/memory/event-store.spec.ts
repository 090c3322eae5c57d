import { collect, eventStoreContract, newStream, sampleEvent, write } from '#eventsourcing/testing';
import { MemoryEventStore } from './event-store.js';

eventStoreContract({
  name: 'memory',
  open: async () => {
    const store = new MemoryEventStore();
    return { store, close: () => store.close() };
  },
});

describe('a memory event store', () => {
  it('is empty when it is new', async () => {
    const store = new MemoryEventStore();
    expect(await store.head()).toBeUndefined();
    expect(await collect(store.readAll())).toEqual([]);
  });

  it('takes nothing more once it is closed, and ends what follows it', async () => {
    const store = new MemoryEventStore();
    const followed = collect(store.follow());
    await store.close();
    expect((await followed).length).toBeLessThanOrEqual(1);
    await expect(store.append([write(newStream(), 'none', sampleEvent())])).rejects.toMatchObject({
      name: 'StoreUnavailable',
    });
  });
});
