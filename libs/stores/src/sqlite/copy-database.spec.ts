import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { collect, newStream, sampleEvents, write } from '#eventsourcing/testing';
import { copyDatabase, faultOf } from './copy-database.js';
import { SqliteEventStore } from './event-store.js';

describe('a copy of a database', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'homeward-copy-database-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds what was there at its moment, whatever is appended meanwhile', async () => {
    const store = await SqliteEventStore.open(at('log.sqlite'));
    await store.append([write(newStream(), 'none', ...sampleEvents(900))]);
    let appending: Promise<unknown> = Promise.resolve();
    await copyDatabase(at('log.sqlite'), at('copy.sqlite'), () => {
      appending = appending.then(() => store.append([write(newStream(), 'none', ...sampleEvents(20))]));
    });
    await appending;
    const before = (await collect(store.readAll())).slice(0, 900);
    await store.close();

    expect(readdirSync(folder).filter((name) => name.startsWith('copy.sqlite'))).toEqual(['copy.sqlite']);
    const copy = await SqliteEventStore.open(at('copy.sqlite'), { readOnly: true });
    expect(await collect(copy.readAll())).toEqual(before);
    await copy.close();
    expect(faultOf(at('copy.sqlite'))).toBeUndefined();
  });

  it('is told from a damaged file, and from none', () => {
    const database = new Database(at('some.sqlite'));
    database.exec('create table t (a); create index i on t (a)');
    database.prepare('insert into t values (?)').run('x'.repeat(20_000));
    database.close();
    expect(faultOf(at('some.sqlite'))).toBeUndefined();
    truncateSync(at('some.sqlite'), 8_192);
    expect(faultOf(at('some.sqlite'))).toMatch(/malformed|invalid|rootpage|page/);
    expect(faultOf(at('none.sqlite'))).toContain('unable to open');
  });
});
