import { tileStoreContract } from '../../testing/tile-store.contract.js';
import { EMPTY_STATE, grow, leafHash } from '../tree/growth.js';
import { MemoryTileStore } from './memory-tiles.js';

tileStoreContract({
  name: 'memory',
  open: async () => {
    const store = new MemoryTileStore();
    return {
      reader: store,
      append: async (entries) => store.extend(grow(await store.state(), entries.map(leafHash)), entries),
      close: async () => undefined,
    };
  },
});

describe('tiles in memory', () => {
  it('refuse a growth that began elsewhere, and stay as they were', async () => {
    const store = new MemoryTileStore();
    const entry = Buffer.from('entry');
    await store.extend(grow(EMPTY_STATE, [leafHash(entry)]), [entry]);
    await expect(store.extend(grow(EMPTY_STATE, [leafHash(entry)]), [entry])).rejects.toThrow(RangeError);
    expect((await store.state()).size).toBe(1);
  });
});
