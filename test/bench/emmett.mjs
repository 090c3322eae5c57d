import Database from 'better-sqlite3';
import { peer } from './peers.mjs';

const asMessage = ({ type, data, ...metadata }) => ({ type, data, metadata });

/** As its documentation says: one store for the file. It opens a connection for each append; 32 at once break it. */
export async function documented(file) {
  const { getSQLiteEventStore } = await peer('@event-driven-io/emmett-sqlite');
  const store = getSQLiteEventStore({ fileName: file, schema: { autoMigration: 'CreateOrUpdate' } });
  await store.readStream('none');
  return {
    append: (stream, n, event) =>
      untilFree(() => store.appendToStream(stream, [asMessage(event)], { expectedStreamVersion: BigInt(n) })),
    close: () => {},
  };
}

/** Now and then its connections get into each other's way; trying again is left to anyone who calls it. */
async function untilFree(work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error.code !== 'SQLITE_BUSY') throw error;
    }
  }
}

/** The append inside that store on one connection, which it exports too; each waits for the one before it to commit. */
export async function inTurns(file) {
  const store = await atOnce(file);
  let last = Promise.resolve();
  return { ...store, append: (...args) => (last = last.then(() => store.append(...args))) };
}

/** The same without turns. Appends that overlap share a transaction, and are acknowledged long before it commits. */
export async function atOnce(file) {
  const { appendToStream, createEventStoreSchema, sqliteConnection } = await peer('@event-driven-io/emmett-sqlite');
  const connection = sqliteConnection({ fileName: file });
  await createEventStoreSchema(connection);
  return {
    settings: async () => ({
      sqlite: (await connection.querySingle('SELECT sqlite_version() AS version')).version,
      journalMode: (await connection.querySingle('PRAGMA journal_mode')).journal_mode,
      synchronous: (await connection.querySingle('PRAGMA synchronous')).synchronous,
    }),
    append: async (stream, n, event) => {
      const options = { expectedStreamVersion: BigInt(n) };
      const { success } = await appendToStream(connection, stream, 'cohort', [asMessage(event)], options);
      if (!success) throw new Error(`emmett-sqlite refused event ${n} of ${stream}`);
    },
    close: () => connection.close(),
  };
}

/** How many events another process would find in the file now. */
export function committed(file) {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('SELECT count(*) FROM emt_messages').pluck().get();
  } finally {
    db.close();
  }
}
