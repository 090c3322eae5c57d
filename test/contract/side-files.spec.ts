import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { Access, ACCESS_FILE, TokenStore } from '#access';
import { ACTIVITY_FILE, ActivityList, ActivityLog } from '#activity';
import { until } from '#eventsourcing/testing';
import { LedgerFolder, signAsItStands, WitnessFolder, type TreeHead } from '#ledger';
import { newestOf, type SideFile } from '#side-files';
import { LEAVES_FILE, MemoryEventStore, openLedger } from '#stores';
import { Deliveries, Endpoints, openWebhookFile, WEBHOOK_FILE } from '#webhooks';

/** As the version wrote them that had no migrations yet: see the README there. */
const FIXTURES = fileURLToPath(new URL('../fixtures/side-files', import.meta.url));

/** A file of an installation: opens it, says what is in it, writes more, and says what is in it then. */
interface Kept {
  readonly side: SideFile;
  /** What it holds before and after, opened twice. */
  readonly contents: (folder: string) => Promise<readonly [before: unknown, after: unknown]>;
  readonly expected: readonly [before: unknown, after: unknown];
  readonly open: (file: string) => Promise<{ close(): unknown }>;
}

const SECRET = 'hw_zXiCCrrwEiUcYgYnLG7FuPL-sfLzcdZQW3c7A9-QBEw';
const activity = { organisation: null, token: null, method: 'GET', route: null, status: 200, lost: null, entries: [] };

/** The log whose records are numbered in the fixture, and one record more. */
async function sampleLog(): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  const events = [0, 1, 2, 3].map((n) => ({
    id: `0197a000-0000-7000-8000-00000000000${n}`,
    type: 'SampleNoted',
    schema: 1,
    data: { n },
    actor: 'Field office',
    organisation: null,
    command: 'note-sample' as never,
    correlation: `0197a000-0000-7000-8000-00000000000${n}`,
    causation: null,
    recordedAt: '2025-08-24T12:00:00.000Z',
  }));
  await store.append([{ stream: 'sample-a', expected: 'none', events }]);
  return store;
}

const FILES: readonly Kept[] = [
  {
    side: ACCESS_FILE,
    open: (file) => TokenStore.open(file),
    contents: async (folder) => {
      const access = await Access.open(join(folder, ACCESS_FILE.name));
      const organisations = await access.organisations.list();
      const callers = [access.withToken(SECRET), ...(await access.people.list())];
      await access.close();
      const tokens = await TokenStore.open(join(folder, ACCESS_FILE.name));
      const before = (await tokens.list()).map(({ owner }) => owner);
      const known = tokens.identify(SECRET)?.organisation;
      const { token } = await tokens.create({ owner: 'New office', roles: ['reporter'] });
      await tokens.close();
      const again = await TokenStore.open(join(folder, ACCESS_FILE.name));
      const after = [again.identify(token)?.owner, again.identify(SECRET)?.owner, (await again.list()).length];
      await again.close();
      return [[...before, known, organisations.map(({ runsServer }) => runsServer), callers], after];
    },
    expected: [
      [
        'Field office',
        'Auditor',
        'Former reporter',
        'Relief agency',
        // What was there before is one organisation that owns everything, and its tokens do what they did.
        [true],
        [expect.objectContaining({ kind: 'token', actor: 'Field office', roles: ['caseworker'] })],
      ],
      ['New office', 'Field office', 4],
    ],
  },
  {
    side: WEBHOOK_FILE,
    open: (file) => openWebhookFile(file),
    contents: async (folder) => {
      const file = await openWebhookFile(join(folder, WEBHOOK_FILE.name));
      const [endpoints, deliveries] = [new Endpoints(file), new Deliveries(file)];
      const [endpoint] = await endpoints.list();
      const { id, url, cursor } = endpoint!;
      const { rows } = await deliveries.list(id);
      const statuses = rows.map(({ status }) => status);
      const before = [url, cursor, ...statuses, await endpoints.markOf(id, 'stages')];
      const message = { key: 'entry-9', type: 'CohortDeparted', position: '9', subject: { stream: 'a', revision: 9 } };
      await deliveries.queue(id, [message], Date.now(), '9');
      const after = [(await endpoints.find(id))!.cursor, await deliveries.waiting(id)];
      await endpoints.remove(id);
      const left = (await deliveries.list(id)).rows.length;
      file.close();
      return [before, [...after, left]];
    },
    expected: [
      ['https://newsroom.example/', '0000000000000004', 'waiting', 'delivered', 'd'],
      ['9', 2, 0],
    ],
  },
  {
    side: ACTIVITY_FILE,
    open: async (file) => {
      const log = await ActivityLog.open(file);
      return { close: () => log.close() };
    },
    contents: async (folder) => {
      const file = join(folder, ACTIVITY_FILE.name);
      const about = async (): Promise<unknown> => {
        const list = await ActivityList.open(file);
        const { size, rows } = await list.page({ cohort: 'b' }, 10);
        list.close();
        return [size, rows.map(({ number }) => number)];
      };
      const before = await about();
      const log = await ActivityLog.open(file);
      log.note({ ...activity, kind: 'read', at: Date.now(), actor: null, about: 'b', cohorts: ['b'] });
      await log.close();
      const ledger = await openLedger(`sqlite:${file}`, new MemoryEventStore(), '');
      const note = await signAsItStands(LedgerFolder.open(join(folder, 'activity-ledger')), ledger);
      await ledger.close();
      return [before, [await about(), note.split('\n').slice(0, 2)]];
    },
    expected: [
      [3, [2]],
      [
        [4, [4, 2]],
        ['ngo.example/log/activity', '4'],
      ],
    ],
  },
  {
    side: LEAVES_FILE,
    open: async (file) => openLedger('kurrentdb://', new MemoryEventStore(), file),
    contents: async (folder) => {
      const store = await sampleLog();
      const file = join(folder, LEAVES_FILE.name);
      const kept = new Database(file, { readonly: true });
      const before = kept.prepare('select size from ledger_state').pluck().get();
      kept.close();
      const ledger = await openLedger('kurrentdb://', store, file);
      await until('numbering one more', async () => (await ledger.state()).size === 4);
      const after = await ledger.indexOf('0197a000-0000-7000-8000-000000000001');
      const note = await signAsItStands(LedgerFolder.open(join(folder, 'ledger')), ledger);
      await ledger.close();
      return [before, [after, note.split('\n').slice(0, 2)]];
    },
    expected: [3, [1, ['ngo.example/log', '4']]],
  },
];

describe.each(FILES.map((kept) => [kept.side.name, kept] as const))(
  '%s',
  (name, { side, contents, expected, open }) => {
    let folder: string;
    let file: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'homeward-fixtures-'));
      cpSync(FIXTURES, folder, { recursive: true });
      file = join(folder, name);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const inside = <T>(work: (db: Database.Database) => T, at = file): T => {
      const db = new Database(at);
      try {
        return work(db);
      } finally {
        db.close();
      }
    };
    /** What every table and index is made of, in whatever words they were made. */
    const shape = (at: string): unknown =>
      inside((db) => {
        const objects = db
          .prepare(`select type, name, tbl_name from sqlite_schema where name not like 'kysely%' order by type, name`)
          .all() as { type: string; name: string }[];
        const indexed = ['index_xinfo', 'table_xinfo', 'foreign_key_list'];
        return objects.map((one) => [one, ...indexed.map((pragma) => db.pragma(`${pragma}(${one.name})`))]);
      }, at);

    it('of before there were migrations is opened, and goes on', async () => {
      expect(await contents(folder)).toEqual(expected);
      expect(inside((db) => db.prepare('select name from kysely_migration').pluck().all())).toEqual(
        Object.keys(side.migrations),
      );
    });

    it('that is new has the shape of one that was migrated', async () => {
      await (await open(file)).close();
      await (await open(join(folder, 'new.sqlite'))).close();
      expect(shape(join(folder, 'new.sqlite'))).toEqual(shape(file));
    });

    it('that was migrated further is refused, by both versions', async () => {
      await (await open(file)).close();
      inside((db) => db.exec(`insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`));
      await expect(open(file)).rejects.toMatchObject({
        name: 'NewerFile',
        message: expect.stringMatching(
          new RegExp(`${name} was written by a newer version .* is at 9999-later, .* knows ${newestOf(side)} at most`),
        ),
      });
    });

    it('that is open for its owner alone was made so where it was not', async () => {
      chmodSync(file, 0o644);
      await (await open(file)).close();
      expect(process.platform === 'win32' ? 0 : statSync(file).mode & 0o077).toBe(0);
    });

    it.each([
      ['with another header', (bytes: Buffer) => bytes.fill('x', 0, 100)],
      ['with a page of something else', (bytes: Buffer) => bytes.fill(0xa5, 4_096, 8_192)],
      ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 6_000)],
      ['with nothing in it', () => Buffer.alloc(0)],
    ])('%s is named, with what to do', async (_, damage) => {
      writeFileSync(file, damage(readFileSync(file)));
      await expect(open(file)).rejects.toMatchObject({
        name: 'DamagedFile',
        message: expect.stringMatching(
          new RegExp(`^${file} is damaged: [^\\n]+\\. While the server is stopped, move it away`),
        ),
      });
    });
  },
);

const FOLDERS = [
  ['ledger', 'signing-key', 'homeward-ledger', (folder: string) => LedgerFolder.open(folder)],
  ['witness', 'witness-key', 'homeward-witness', (folder: string) => WitnessFolder.open(folder, '')],
] as const;

describe.each(FOLDERS)('the folder %s', (name, key, kind, open) => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'homeward-fixtures-')), name);
    cpSync(join(FIXTURES, name), folder, { recursive: true });
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  it('says its format once something is written to it', async () => {
    const opened = open(folder);
    const tree: TreeHead = { size: 0, root: Buffer.alloc(32) };
    if (opened instanceof WitnessFolder) await opened.replace('another.example/log', 0, { ...tree, size: 1 });
    else await opened.rotate();
    expect(readFileSync(join(folder, 'format'), 'utf8')).toBe(`${kind}/1\n`);
    open(folder);
  });

  it('of a newer format is refused, by both', () => {
    writeFileSync(join(folder, 'format'), `${kind}/2\n`);
    expect(() => open(folder)).toThrow(new RegExp(`is at ${kind}/2, and this version knows ${kind}/1 at most`));
  });

  it.each([
    ['its mark', 'format', 'something else'],
    ['its key', key, ''],
    ['a checkpoint', undefined, 'half a check'],
  ])('with %s overwritten is named, with what to do', (_, file, text) => {
    const sub = readdirSync(folder, { withFileTypes: true }).find((one) => one.isDirectory())!.name;
    writeFileSync(join(folder, file ?? `${sub}/000000000001`), text);
    expect(() => open(folder)).toThrow(/is damaged: .*move it away as evidence/);
  });

  it('without its key is no new one', () => {
    rmSync(join(folder, key));
    expect(() => open(folder)).toThrow(new RegExp(`is damaged: its file ${key} is missing`));
  });
});
