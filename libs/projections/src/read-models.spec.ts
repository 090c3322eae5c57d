import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointsContract } from '#eventsourcing/testing';
import type { Transaction } from './database/transaction.js';
import { openReadDatabase, openReadModels } from './read-models.js';

checkpointsContract<Transaction>({
  name: 'the read database',
  open: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'homeward-read-'));
    const checkpoints = await openReadDatabase({ folder });
    const models = openReadModels({ folder });
    return {
      checkpoints,
      put: (transaction, exchange, intermediary) =>
        transaction
          .remove('exchange_intermediaries', ['exchange'], [[exchange]])
          .then(() =>
            transaction.insert('exchange_intermediaries', [{ exchange, intermediary, position: '1', until: null }]),
          ),
      get: (key) =>
        models.read(async ({ db }) => {
          const rows = db.selectFrom('exchange_intermediaries').selectAll().where('exchange', '=', key);
          return (await rows.executeTakeFirst())?.intermediary;
        }),
      close: async () => {
        await models.close();
        await checkpoints.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
});
