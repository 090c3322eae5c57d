import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { openSideFile, readSideFile } from './open.js';
import { DamagedFile, NewerFile } from './problems.js';
import type { Migration, SideFile } from './index.js';

/** A migration that runs statements. */
function runs(...statements: string[]): Migration {
  return {
    up: async (db) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

const first: SideFile = {
  name: 'kept.sqlite',
  remedy: 'Leave it out.',
  migrations: { '0001-words': runs('create table words (word text not null) strict') },
};
const second: SideFile = {
  ...first,
  migrations: {
    ...first.migrations,
    '0002-languages': runs("alter table words add column language text not null default 'en'"),
  },
};

describe('a side file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-side-file-'));
    file = join(folder, 'kept.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const words = async (side: SideFile): Promise<unknown[]> => {
    const opened = await openSideFile<{ words: { word: string } }>(file, side);
    try {
      return await opened.db.selectFrom('words').selectAll().execute();
    } finally {
      opened.close();
    }
  };
  const add = async (added: string | readonly string[], side = first): Promise<void> => {
    const opened = await openSideFile<{ words: { word: string } }>(file, side);
    for (const word of [added].flat()) await opened.db.insertInto('words').values({ word }).execute();
    opened.close();
  };

  it('is made, durable at every open and for its owner alone', async () => {
    for (let open = 0; open < 2; open++) {
      const { connection, close } = await openSideFile(file, first);
      const settings = ['journal_mode', 'synchronous', 'busy_timeout', 'foreign_keys'];
      expect(settings.map((setting) => connection.pragma(setting, { simple: true }))).toEqual(['wal', 2, 5_000, 1]);
      close();
    }
    expect(process.platform === 'win32' ? 0 : statSync(file).mode & 0o077).toBe(0);
  });

  it('is brought to the newest migration, and keeps what is in it', async () => {
    await add('home');
    expect(await words(second)).toEqual([{ word: 'home', language: 'en' }]);
    expect(await words(second)).toEqual([{ word: 'home', language: 'en' }]);
  });

  it('that a newer version has migrated is refused, by both names, and not changed', async () => {
    await add('home', second);
    const before = readFileSync(file);
    for (const open of [openSideFile, readSideFile]) {
      const refused = open(file, first);
      await expect(refused).rejects.toThrow(NewerFile);
      await expect(refused).rejects.toMatchObject({ file, known: '0001-words', found: '0002-languages' });
      await expect(refused).rejects.toThrow(
        /kept\.sqlite was written by a newer version .* Start the version that wrote it/,
      );
    }
    expect(readFileSync(file)).toEqual(before);
  });

  it('is not changed by somebody who only reads it', async () => {
    await add('home');
    const { db, close } = await readSideFile<{ words: { word: string } }>(file, second);
    expect(await db.selectFrom('words').selectAll().execute()).toEqual([{ word: 'home' }]);
    await expect(db.insertInto('words').values({ word: 'away' }).execute()).rejects.toThrow('readonly');
    close();
  });

  it('stays as it was where one of several migrations fails', async () => {
    await add('home');
    const broken = { ...second, migrations: { ...second.migrations, '0003-broken': runs('no statement') } };
    await expect(openSideFile(file, broken)).rejects.toThrow('syntax error');
    expect(await words(first)).toEqual([{ word: 'home' }]);
  });

  it('is migrated once by two that open it at once', async () => {
    await add('home');
    const files = await Promise.all([openSideFile(file, second), openSideFile(file, second)]);
    for (const each of files) each.close();
    expect(await words(second)).toEqual([{ word: 'home', language: 'en' }]);
  });

  it('waits where another process migrates it, and finds it done', async () => {
    await add('home');
    // Takes the right to write, as a migration does, and does its work a moment later.
    const other = new Worker(
      `const { workerData, parentPort } = require('node:worker_threads');
       const db = new (require('better-sqlite3'))(workerData);
       db.exec('begin immediate');
       parentPort.postMessage('begun');
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
       db.exec("alter table words add column language text not null default 'uk'");
       db.exec("insert into kysely_migration values ('0002-languages', '2026-01-01T00:00:00.000Z')");
       db.exec('commit');
       db.close();`,
      { eval: true, workerData: file },
    );
    await new Promise((resolve) => other.once('message', resolve));
    expect(await words(second)).toEqual([{ word: 'home', language: 'uk' }]);
    await other.terminate();
  });

  it('waits for the right to write before it reads what it then writes', async () => {
    const { db, connection, close } = await openSideFile<{ words: { word: string } }>(file, first);
    const begun = await db.transaction().execute(async () => {
      const other = new Database(file, { timeout: 0 });
      try {
        other.exec('begin immediate');
        return 'both';
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        other.close();
      }
    });
    expect([begun, connection.inTransaction]).toEqual(['SQLITE_BUSY', false]);
    close();
  });

  describe('that is damaged is named, with what to do', () => {
    const told = /kept\.sqlite is damaged: .+\. Leave it out\.$/;

    it.each([
      ['its header is overwritten', () => writeFileSync(file, Buffer.alloc(100, 'x'), { flag: 'r+' })],
      ['it was cut short', () => truncateSync(file, statSync(file).size - 4_096)],
      ['it was emptied', () => truncateSync(file, 0)],
      ['it is something else', () => writeFileSync(file, 'a letter')],
      [
        'a page of it is overwritten',
        () => {
          const bytes = readFileSync(file);
          bytes.fill(0xa5, 4_096, 8_192);
          writeFileSync(file, bytes);
        },
      ],
    ])(
      'where %s',
      async (_, damage) => {
        await add(Array.from({ length: 300 }, (_, word) => `word ${word} ${'-'.repeat(100)}`));
        damage();
        for (const open of [openSideFile, readSideFile]) {
          const refused = open(file, first);
          await expect(refused).rejects.toThrow(DamagedFile);
          await expect(refused).rejects.toThrow(told);
        }
      },
      120_000,
    );

    it('but not while another process is about to write its first page', async () => {
      writeFileSync(file, '');
      const opening = openSideFile(file, first);
      const other = await pause(50).then(() => new Database(file));
      other.pragma('journal_mode = WAL');
      other.close();
      await expect(opening.then((opened) => opened.close())).resolves.toBeUndefined();
    });
  });
});
