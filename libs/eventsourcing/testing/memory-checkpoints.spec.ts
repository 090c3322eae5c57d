import { checkpointsContract } from './checkpoints.contract.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';

checkpointsContract<Map<string, string>>({
  name: 'memory',
  open: async () => {
    const checkpoints = new MemoryCheckpoints();
    return {
      checkpoints,
      put: async (transaction, key, value) => void transaction.set(key, value),
      get: async (key) => checkpoints.get(key),
    };
  },
});
