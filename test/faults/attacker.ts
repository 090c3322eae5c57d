import Database from 'better-sqlite3';
import { edgeToBytes, EMPTY_STATE, grow, leafHash, TILE_WIDTH } from '#ledger';

/** Who has a store's file in hand, knows how it is made, and can make every hash in it again. */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TRIGGERS = ['streams_refuse_update', 'streams_refuse_delete', 'events_refuse_update', 'events_refuse_delete'];

/** The records of a log's file, in order. */
export function recordsIn(file: string): Buffer[] {
  const db = new Database(file, { readonly: true });
  const records = db.prepare('SELECT CAST(record AS BLOB) FROM events ORDER BY position').pluck().all() as Buffer[];
  db.close();
  return records;
}

/**
 * Makes records that were tampered with into a history that could have been: in every stream the revisions follow each other,
 * and no id is there twice. What is no record any more is left as it is.
 */
export function madePlausible(records: readonly Buffer[]): Buffer[] {
  const revisions = new Map<string, number>();
  const ids = new Set<string>();
  return records.map((bytes, index) => {
    const text = bytes.toString();
    const [, stream] = /"stream":"([^"]*)"/.exec(text) ?? [];
    const [, id] = /"id":"([0-9a-f-]{36})","organisation"/.exec(text) ?? [];
    if (stream === undefined || id === undefined) return bytes;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const free = ids.has(id) ? id.slice(0, 28) + String(index).padStart(8, '0') : id;
    ids.add(free);
    const own = text
      .replace(`"id":"${id}","organisation"`, `"id":"${free}","organisation"`)
      .replace(/"revision":[0-9]+,"schema"/, `"revision":${revision},"schema"`);
    return Buffer.from(own);
  });
}

/** Puts other records into a log's file, with every row, tile and hash as the log itself would have made them. */
export function rewriteLog(file: string, records: readonly Buffer[]): void {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  for (const name of TRIGGERS) db.exec(`DROP TRIGGER IF EXISTS ${name}`);
  const leaves = records.map(leafHash);
  const { state, hashes } = grow(EMPTY_STATE, leaves);
  db.transaction(() => {
    db.exec('DELETE FROM events; DELETE FROM streams; DELETE FROM ledger_tiles');
    const stream = db.prepare(
      'INSERT INTO streams (name) VALUES (?) ON CONFLICT DO UPDATE SET name = name RETURNING key',
    );
    const insert = db.prepare(`INSERT OR IGNORE INTO events VALUES (?, ?, ?, unhex(?, '-'), ?, CAST(? AS TEXT))`);
    for (const [index, record] of records.entries()) {
      const put = ({ stream: name, revision, id }: Filed): boolean =>
        insert.run(index + 1, stream.pluck().get(name), revision, id, leaves[index], record).changes > 0;
      if (!put(filedAs(record, index))) put(anywhere(index));
    }
    const tile = db.prepare(
      `INSERT INTO ledger_tiles VALUES (?, ?, ?)
       ON CONFLICT (level, number) DO UPDATE SET hashes = CAST(hashes || excluded.hashes AS BLOB)`,
    );
    for (const { level, index, hash } of hashes) if (level > 0) tile.run(level, Math.floor(index / TILE_WIDTH), hash);
    db.prepare('UPDATE ledger_state SET size = ?, edge = ?').run(state.size, edgeToBytes(state));
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

interface Filed {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

/** Under what a record is filed; what is none any more is filed somewhere. */
function filedAs(record: Buffer, index: number): Filed {
  try {
    const { stream, revision, id } = JSON.parse(record.toString()) as Record<string, unknown>;
    if (typeof stream === 'string' && Number.isSafeInteger(revision) && UUID.test(String(id))) {
      return { stream, revision: revision as number, id: id as string };
    }
  } catch {
    // It is not JSON any more.
  }
  return anywhere(index);
}

function anywhere(index: number): Filed {
  return { stream: 'broken', revision: index, id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` };
}
