import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EventStore } from '#eventsourcing';
import { collect, sampleEvents, write } from '#eventsourcing/testing';
import { LedgerFolder, parseCheckpoint, parseNote, signAsItStands } from '#ledger';
import { openEventStore, openLedger } from '#stores';
import { Failure } from '../exit-code.js';
import { makeBackup } from './make-backup.js';
import { BackupRefused } from './manifest.js';
import { restoreBackup, StaleBackup, type RestoreOptions, type Restored } from './restore-backup.js';

const NOW = new Date('2026-01-02T03:04:05Z');
const PLAIN: RestoreOptions = {
  now: NOW,
  declaredStale: undefined,
  held: undefined,
  origin: undefined,
  onProgress: () => {},
};

/** In memory where there is such a place: everything is synced to the disk many times here. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

describe('a backup of a data folder', () => {
  let folder: string;
  let data: string;
  let file: string;
  let events = -1;

  beforeEach(async () => {
    folder = mkdtempSync(join(scratch, 'homeward-backup-'));
    data = join(folder, 'data');
    file = join(folder, 'out', 'a.zip');
    mkdirSync(join(data, 'copies', 'ab'), { recursive: true });
    writeFileSync(join(data, 'copies', 'ab', 'cdef'), 'what was published');
    writeFileSync(join(data, 'copies', 'draft-1'), 'half a file');
    mkdirSync(join(data, 'read'));
    writeFileSync(join(data, 'read', 'current'), '1');
    const tokens = new Database(join(data, 'access.sqlite'));
    tokens.pragma('journal_mode = WAL');
    tokens.exec(`create table tokens (id text); insert into tokens values ('a')`);
    tokens.close();
    events = -1;
    await grow(10);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const withLog = async <T>(work: (store: EventStore) => Promise<T>, at = data): Promise<T> => {
    const store = await openEventStore(`sqlite:${join(at, 'log.sqlite')}`);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  /** Appends so many events, and signs them. */
  const grow = (count: number, at = data): Promise<string> =>
    withLog(async (store) => {
      await store.append([write('cohort-a', events === -1 ? 'none' : events, ...sampleEvents(count))]);
      events += count;
      return sign(store, at);
    }, at);
  const records = (at = data): Promise<string[]> =>
    withLog(async (store) => (await collect(store.readAll())).map(({ canonical }) => canonical), at);
  const back = (): ReturnType<typeof makeBackup> => makeBackup(data, file, NOW, () => {});
  const restore = (options: Partial<RestoreOptions> = {}, into = data): Promise<Restored> =>
    restoreBackup(file, into, { ...PLAIN, ...options });
  const originOf = (at = data): string => LedgerFolder.open(join(at, 'ledger')).origin;

  it('holds all but what is made again, for its owner alone', async () => {
    const { files, log, checkpoint } = await back();
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'access.sqlite',
        'copies/ab/cdef',
        'ledger/keys.json',
        'ledger/signing-key',
        'log.sqlite',
      ]),
    );
    expect(files.map(({ name }) => name).filter((name) => /read|draft|-wal|-shm|-writer/.test(name))).toEqual([]);
    expect(log).toMatchObject({ records: 10, position: '0000000000000010' });
    expect(parseCheckpoint(parseNote(checkpoint!).text)).toMatchObject({ size: 10 });
    expect(process.platform === 'win32' ? 0 : statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, 'out'))).toEqual(['a.zip']);
  });

  it('brings back what was there, and keeps what was replaced', async () => {
    await back();
    const before = await records();
    const origin = originOf();
    // The disk lost the log and the copies; what was signed is still there.
    rmSync(join(data, 'copies'), { recursive: true });
    rmSync(join(data, 'log.sqlite'));
    const { replaced, declared } = await restore();
    expect(await records()).toEqual(before);
    expect(readFileSync(join(data, 'copies', 'ab', 'cdef'), 'utf8')).toBe('what was published');
    expect([declared, originOf()]).toEqual([null, origin]);
    expect(existsSync(join(replaced!, 'access.sqlite'))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['data', 'data-replaced-2026-01-02T03-04-05-000Z', 'out']);
    expect(parseCheckpoint(parseNote(await grow(1)).text).size).toBe(11);
  });

  it('is put into a folder that has to stay where it is', async () => {
    await back();
    await grow(2);
    const before = await records();
    const volume = join(folder, 'volume');
    renameSync(data, volume);
    symlinkSync(volume, data);
    const { replaced } = await restore({ declaredStale: 'a drill' });
    expect(lstatSync(data).isSymbolicLink()).toBe(true);
    expect(replaced).toBe(join(data, 'replaced-2026-01-02T03-04-05-000Z'));
    expect(await records()).toEqual(before.slice(0, 10));
    expect(await records(replaced!)).toEqual(before);
    const again = await makeBackup(data, join(folder, 'b.zip'), NOW, () => {});
    expect(again.files.filter(({ name }) => name.startsWith('replaced'))).toEqual([]);
  });

  it('goes on under a new origin where nothing is left that says what was signed since', async () => {
    await back();
    const origin = originOf();
    rmSync(data, { recursive: true });
    const { replaced, declared } = await restore();
    expect(replaced).toBeNull();
    expect(declared).toMatchObject({ previousOrigin: origin, reason: expect.stringContaining('2026-01-02') });
    expect(originOf()).not.toBe(origin);
    expect(parseCheckpoint(parseNote(await grow(1)).text)).toMatchObject({ origin: originOf(), size: 11 });
  });

  it('goes on under its own name from the checkpoint that is held outside', async () => {
    const held = await grow(5);
    await back();
    const origin = originOf();
    rmSync(data, { recursive: true });
    expect(await restore({ held })).toMatchObject({ declared: null });
    expect(originOf()).toBe(origin);
  });

  it('is refused where a checkpoint that is held outside counts more', async () => {
    await back();
    const held = await grow(5);
    rmSync(data, { recursive: true });
    await expect(restore({ held })).rejects.toThrow(/10 records, and the last checkpoint that was signed counts 15/);
    expect(readdirSync(folder)).toEqual(['out']);
    await expect(restore({ held: 'no checkpoint' })).rejects.toThrow('cannot be gone by');
  });

  it('that is stale is refused until somebody declares it, and then begins a new origin', async () => {
    await back();
    await grow(5);
    const [before, origin] = [await records(), originOf()];
    await expect(restore()).rejects.toThrow(StaleBackup);
    await expect(restore()).rejects.toThrow('--declare-stale');
    expect(await records()).toEqual(before);

    const { declared, replaced } = await restore({
      declaredStale: 'the newer disk is gone',
      origin: 'ngo.example/log-2',
    });
    expect(declared).toMatchObject({ reason: 'the newer disk is gone', previousOrigin: origin });
    expect(originOf()).toBe('ngo.example/log-2');
    expect(await records()).toEqual(before.slice(0, 10));
    expect(await records(replaced!)).toEqual(before);
    events = 9;
    expect(parseCheckpoint(parseNote(await grow(1)).text)).toMatchObject({ origin: 'ngo.example/log-2', size: 11 });
  });

  it('that is newer than what is there takes its place without a word', async () => {
    const early = join(folder, 'early');
    cpSync(data, early, { recursive: true });
    await grow(5);
    await back();
    expect(await restore({}, early)).toMatchObject({ declared: null });
    expect(await records(early)).toEqual(await records());
  });

  it('of another log does not take the place of this one', async () => {
    await back();
    rmSync(data, { recursive: true });
    mkdirSync(data);
    events = -1;
    await grow(3);
    await expect(restore()).rejects.toThrow(StaleBackup);
  });

  it('is not restored under a server that writes', async () => {
    await back();
    await withLog(async () => {
      await expect(restore()).rejects.toThrow('being written to');
    });
    expect(readdirSync(folder).sort()).toEqual(['data', 'out']);
  });

  it('sets a witness of old aside, and takes one that is there along', async () => {
    mkdirSync(join(data, 'witness'));
    writeFileSync(join(data, 'witness', 'memory'), 'old');
    await back();
    writeFileSync(join(data, 'witness', 'memory'), 'new');
    await restore();
    expect(readFileSync(join(data, 'witness', 'memory'), 'utf8')).toBe('new');
    rmSync(data, { recursive: true });
    expect(await restore()).toMatchObject({ witnessSetAside: 'witness-of-backup' });
    expect(existsSync(join(data, 'witness'))).toBe(false);
  });

  it.each(['copying the log', 'reading the log', 'packing', 'unpacking'])(
    'leaves nothing behind where it is stopped while %s',
    async (stage) => {
      const stop = (at: string): void => {
        if (at === stage) throw new Failure('stopped');
      };
      const isMade = await makeBackup(data, file, NOW, stop).then(
        () => true,
        () => false,
      );
      expect(readdirSync(join(folder, 'out'))).toEqual(isMade ? ['a.zip'] : []);
      if (!isMade) await back();
      const before = await records();
      const outcome = await restore({ onProgress: stop }).catch((error: unknown) => error);
      expect(outcome instanceof Failure).toBe(stage === 'unpacking' || stage === 'reading the log');
      expect(await records()).toEqual(before);
      expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
    },
  );

  it('keeps who did what since, and begins again where that is lost', async () => {
    const activities = join(data, 'activity.sqlite');
    const note = (what: string): void => {
      const database = new Database(activities);
      database.exec(`create table if not exists activities (what text); insert into activities values ('${what}')`);
      database.close();
    };
    const noted = (): unknown => {
      const database = new Database(activities, { readonly: true });
      const all = database.prepare('select what from activities').pluck().all();
      database.close();
      return all;
    };
    const { origin } = LedgerFolder.open(join(data, 'activity-ledger'));
    note('before');
    await back();
    note('since');
    await restore();
    expect([noted(), LedgerFolder.open(join(data, 'activity-ledger')).origin]).toEqual([['before', 'since'], origin]);
    rmSync(data, { recursive: true });
    await restore();
    expect(noted()).toEqual(['before']);
    expect(LedgerFolder.open(join(data, 'activity-ledger')).declared()).toMatchObject({ previousOrigin: origin });
  });

  it('is refused by a version that is older than the one that made it', async () => {
    const tokens = new Database(join(data, 'access.sqlite'));
    tokens.exec('create table kysely_migration (name text primary key, timestamp text)');
    tokens.exec(`insert into kysely_migration values ('0001-tokens', '2026'), ('9999-later', '2026')`);
    tokens.close();
    await back();
    const told = /made by a newer version .* its access\.sqlite is at 9999-later, and this version knows 0003-/;
    await expect(restore()).rejects.toThrow(told);
    expect(readdirSync(folder).sort()).toEqual(['data', 'out']);
  });

  it('is not restored over what signs in a way that this version does not know', async () => {
    await back();
    writeFileSync(join(data, 'ledger', 'format'), 'homeward-ledger/9\n');
    await expect(restore()).rejects.toThrow(/ledger was written by a newer version .* homeward-ledger\/9/);
    expect(readdirSync(folder).sort()).toEqual(['data', 'out']);
  });

  it('is restored as it is where an older version has made it', async () => {
    cpSync(new URL('../../../../test/fixtures/side-files/access.sqlite', import.meta.url), join(data, 'access.sqlite'));
    await back();
    rmSync(join(data, 'access.sqlite'));
    await restore();
    const tokens = new Database(join(data, 'access.sqlite'), { readonly: true });
    const tables = tokens.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
    tokens.close();
    expect(tables).toEqual(['tokens']);
  });

  it('is refused, and nothing is changed, wherever a byte of it was changed', async () => {
    await back();
    const whole = readFileSync(file);
    const [before, names] = [await records(), readdirSync(folder).sort()];
    let refused = 0;
    for (let at = 7; at < whole.length; at += Math.ceil(whole.length / 30)) {
      const bent = Buffer.from(whole);
      bent[at]! ^= 0x41;
      writeFileSync(file, bent);
      const outcome = await restore().catch((error: unknown) => error);
      if ('replaced' in (outcome as object)) {
        // A date in the ZIP's directory, or the like, is nobody's content: such a backup is as good as before.
        rmSync((outcome as Restored).replaced!, { recursive: true });
      } else {
        refused += 1;
        if (!(outcome instanceof BackupRefused)) throw outcome;
      }
      expect(await records()).toEqual(before);
      expect(readdirSync(folder).sort()).toEqual(names);
    }
    expect(refused).toBeGreaterThan(20);
  });

  it('is not made of a damaged log, and a damaged log in it is named', async () => {
    const raw = new Database(join(data, 'log.sqlite'));
    raw.exec('drop trigger events_refuse_update');
    raw.exec(`update events set record = replace(record, '"revision":4', '"revision":5') where position = 5`);
    raw.close();
    await expect(back()).rejects.toThrow(/position 5 \(stream cohort-a, revision 4\) is not the one that was recorded/);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['no ZIP', 'not a zip at all', /cannot be read as a ZIP/],
    ['nothing', '', /cannot be read as a ZIP/],
  ])('is not %s', async (_, content, told) => {
    mkdirSync(join(folder, 'out'));
    writeFileSync(file, content);
    await expect(restore()).rejects.toThrow(told);
  });
});

/** Signs a folder's log as it stands. */
async function sign(store: EventStore, at: string): Promise<string> {
  const ledger = await openLedger(`sqlite:${join(at, 'log.sqlite')}`, store, '');
  try {
    return await signAsItStands(LedgerFolder.open(join(at, 'ledger')), ledger);
  } finally {
    await ledger.close();
  }
}
