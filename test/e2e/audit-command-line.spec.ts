import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Verdict } from '#ledger';
import { recordsIn, rewriteLog } from '../faults/attacker.js';
import { homewardWith } from './homeward.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, freshFolder, startServer, type TestServer } from './server.js';

/** Milliseconds: every command is a process, perhaps on a busy machine. */
const MINUTES = 120_000;

/** A copy of a data folder, as somebody left it who has the file in hand. */
function altered({ folder }: TestServer, change: (db: Database.Database) => void): string {
  const data = join(freshFolder(), 'data');
  cpSync(folder, data, { recursive: true, filter: (path) => basename(path) !== 'read' });
  const db = new Database(join(data, 'log.sqlite'));
  for (const name of ['events', 'streams']) db.exec(`DROP TRIGGER ${name}_refuse_update`);
  change(db);
  db.close();
  return data;
}

describe('an auditor at the command line', () => {
  let server: TestServer;
  let token: string;
  let folder: string;
  let key: string;
  const file = (name: string): string => join(folder, name);

  /** `homeward ...` as an auditor runs it, with the token in the environment. */
  const homeward = (...args: string[]) => homewardWith({ HOMEWARD_TOKEN: token, DATA_DIR: server.folder }, ...args);

  const verdictOn = (what: string, ...more: string[]): Verdict =>
    homeward('verify', what, '--key', key, '--json', ...more).json<Verdict>();

  beforeAll(async () => {
    folder = freshFolder();
    server = await startServer();
    token = await server.token('caseworker', 'auditor');
    const client = new Client(server.address, token);
    for (const id of ['a', 'b', 'c']) await client.post('/api/v1/cohorts', cohortNamed(id));
    key = homeward('keys', 'list').find(/^(homeward\/\S+)$/m);
    writeFileSync(file('kept.txt'), homeward('checkpoint').output());
  }, MINUTES);
  afterAll(async () => {
    await server.stop();
    cleanUp();
  }, MINUTES);

  it(
    'takes the same bundle and extract from the folder and from the server, beside it, and verifies them',
    () => {
      for (const [kind, ...more] of [['bundle'], ['extract', '--stream', 'cohort-b']] as const) {
        const here = homeward('bundle', '--to', file(`${kind}.zip`), ...more);
        expect(here).toMatchObject({ code: 0, stdout: expect.stringContaining('is written') });
        homeward('bundle', '--to', file(`${kind}-2.zip`), '--from', server.address, ...more);
        expect(readFileSync(file(`${kind}-2.zip`)).equals(readFileSync(file(`${kind}.zip`)))).toBe(true);
        expect(verdictOn(file(`${kind}.zip`), '--checkpoint', file('kept.txt'))).toMatchObject({
          ok: true,
          kind,
          size: 3,
        });
      }
      expect(homeward('verify', file('extract.zip'), '--key', key).output()).toContain('NOT PROVED');
    },
    MINUTES,
  );

  it(
    'verifies a receipt, of its own record alone',
    async () => {
      const client = new Client(server.address, token);
      const entry = (await client.get('/api/v1/cohorts/a/entries')).body.rows[0].entryId as string;
      writeFileSync(file('a.tlog-proof'), (await client.get(`/api/v1/audit/receipts/${entry}`)).body as string);
      const records = recordsIn(join(server.folder, 'log.sqlite'));
      const verdicts = records.map((record) => {
        writeFileSync(file('record.json'), record);
        const said = homeward('verify', file('a.tlog-proof'), '--record', file('record.json'), '--key', key, '--json');
        const { index, size, fault } = said.json();
        return [said.code, fault?.code ?? `record ${index} of ${size}`];
      });
      const proved = [0, `record ${records.findIndex((record) => record.includes(entry))} of 3`];
      const refused = [1, 'receipt-not-valid'];
      expect(verdicts).toEqual([proved, refused, refused]);
    },
    MINUTES,
  );

  it(
    'verifies the server, and the data folder that it writes to',
    () => {
      for (const [kind, what] of [
        ['server', server.address],
        ['data-folder', server.folder],
      ] as const) {
        expect(verdictOn(what, '--checkpoint', file('kept.txt'))).toMatchObject({
          kind,
          size: 3,
          continues: 3,
          exposure: { records: 0 },
        });
      }
    },
    MINUTES,
  );

  it(
    'is told which record is broken, and how',
    () => {
      const edited = altered(server, (db) =>
        db.exec(`UPDATE events SET record = replace(record, '146', '147') WHERE position = 2`),
      );
      const told = homeward('verify', edited, '--key', key);
      expect(told.code).toBe(1);
      expect(told.stdout).toMatch(
        /^NOT VERIFIED \(record-altered\)\nRecord 1 \(stream cohort-b, revision 0, id \S+\) is not/,
      );

      const misfiled = altered(server, (db) => db.exec(`UPDATE streams SET name = 'cohort-z' WHERE name = 'cohort-c'`));
      expect(verdictOn(misfiled)).toMatchObject({ fault: { code: 'record-misfiled', record: { index: 2 } } });

      const unsealed = altered(server, (db) =>
        db.exec(`INSERT INTO events SELECT 4, stream, 1, x'00', leaf, record FROM events LIMIT 1`),
      );
      expect(verdictOn(unsealed)).toMatchObject({ fault: { code: 'store-damaged' } });

      const tile = altered(server, (db) => db.exec(`UPDATE events SET leaf = zeroblob(32) WHERE position = 1`));
      expect(verdictOn(tile)).toMatchObject({ fault: { code: 'tile-differs' } });

      const rewritten = altered(server, () => undefined);
      const [first, ...others] = recordsIn(join(rewritten, 'log.sqlite'));
      rewriteLog(join(rewritten, 'log.sqlite'), [Buffer.from(String(first).replace('146', '147')), ...others]);
      expect(verdictOn(rewritten)).toMatchObject({ fault: { code: 'history-rewritten' } });
    },
    MINUTES,
  );

  it(
    'rotates the key beside the server, and is not left behind by it',
    async () => {
      expect(homeward('keys', 'rotate').output()).toContain('from 3 records on, in use');
      const { body } = await new Client(server.address, token).get('/api/v1/audit/keys');
      expect(body.keys).toHaveLength(2);
      expect(verdictOn(file('bundle.zip'))).toMatchObject({ ok: true });
      homeward('bundle', '--to', file('rotated.zip'), '--from', server.address);
      // Signed by both, so that who trusts the old key can follow.
      for (const either of [key, body.keys[1].key as string]) {
        expect(homeward('verify', file('rotated.zip'), '--key', either).code).toBe(0);
      }
    },
    MINUTES,
  );

  it.each([
    [['verify', 'kept.txt'], 64, "required option '--key <key>' not specified"],
    [['verify', 'kept.txt', '--key', 'nonsense'], 64, '--key: not a verifier key'],
    [['verify', 'none.zip', '--key', 'KEY'], 69, 'there is no file or folder'],
    [['verify', 'http://127.0.0.1:1', '--key', 'KEY'], 69, 'cannot be reached'],
    [['verify', 'kept.txt', '--key', 'KEY', '--checkpoint', 'none.txt'], 64, '--checkpoint: there is no file'],
    [['verify', '.', '--key', 'KEY'], 69, 'cannot be opened'],
    [['verify', 'kept.txt', '--key', 'KEY', '--record', 'kept.txt', '--checkpoint', 'kept.txt'], 64, '--checkpoint'],
    [
      ['verify', 'kept.txt', '--key', 'KEY', '--record', 'kept.txt', '--checkpoint', 'kept.txt'],
      64,
      'cannot be used with',
    ],
    [['bundle'], 64, "required option '--to <file.zip>' not specified"],
    [['bundle', '--to', 'kept.txt'], 64, 'is there already'],
    [['bundle', '--to', 'nobody.zip', '--stream', 'cohort-nobody'], 1, 'has no records of cohort-nobody'],
    [['bundle', '--to', 'nobody.zip', '--stream', 'cohort-nobody', '--from', 'SERVER'], 69, 'a stream "cohort-nobody"'],
    [['bundle', '--to', 'nobody.zip', '--data', '/nowhere'], 69, 'no data folder /nowhere'],
    [['checkpoint', '--server', 'SERVER', '--token', 'hw_wrong'], 69, 'Give --token, or HOMEWARD_TOKEN'],
  ])(
    'reads of %j why it cannot be done',
    (args, code, told) => {
      const own = args.map((arg) => ({ KEY: key, SERVER: server.address, '.': folder })[arg] ?? arg);
      const named = own.map((arg) => (/^[a-z]+\.(?:txt|zip)$/.test(arg) ? file(arg) : arg));
      const said = homeward(...named);
      expect([said.code, said.stderr]).toEqual([code, expect.stringContaining(told)]);
      expect(said.stderr).not.toMatch(/\n\s+at /);
      expect(existsSync(file('nobody.zip')) || existsSync(file('nobody.zip.part'))).toBe(false);
    },
    MINUTES,
  );

  it(
    'is told that a file is no bundle',
    () => {
      const said = homeward('verify', file('kept.txt'), '--key', key);
      expect([said.code, said.stdout]).toEqual([1, expect.stringContaining('NOT VERIFIED (bundle-refused)')]);
    },
    MINUTES,
  );
});
