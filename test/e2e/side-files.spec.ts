import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { HOMEWARD, homeward } from './homeward.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, freshFolder, startInVain, startServer } from './server.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/side-files', import.meta.url));
/** Of the field office, in the fixture. */
const TOKEN = 'hw_zXiCCrrwEiUcYgYnLG7FuPL-sfLzcdZQW3c7A9-QBEw';

/** A data folder with files of before there were migrations. */
function oldFolder(...names: readonly string[]): string {
  const folder = freshFolder();
  for (const name of names) copyFileSync(join(FIXTURES, name), join(folder, name));
  return folder;
}

function inside<T>(file: string, work: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

afterAll(cleanUp);

describe('files beside the log', () => {
  it('of before there were migrations are served from', async () => {
    const folder = oldFolder('access.sqlite', 'webhooks.sqlite');
    const server = await startServer({ folder });
    const { status } = await new Client(server.address, TOKEN).post(
      '/api/v1/cohorts',
      cohortNamed('with-an-old-token'),
    );
    expect([status, server.administrator]).toEqual([201, '']);
    await server.stop();
    const migrated = ['access.sqlite', 'webhooks.sqlite'].map((name) =>
      inside(join(folder, name), (db) => db.prepare('select count(*) from kysely_migration').pluck().get()),
    );
    expect(migrated).toEqual([3, 1]);
  });

  it('of a newer version are refused at the start, by name and in plain words', async () => {
    const folder = oldFolder('access.sqlite');
    expect(homeward('token', 'list', '--data', folder).code).toBe(0);
    const file = join(folder, 'access.sqlite');
    inside(file, (db) => db.exec(`insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`));
    const before = readFileSync(file);
    const told =
      `${file} was written by a newer version of Homeward: it is at 9999-later, and this version knows 0003-people at most. ` +
      'Nothing was changed. Start the version that wrote it, or a newer one; to go back to this version, restore a backup ' +
      'that was made with it.\n';
    const { code, printed } = await startInVain({ folder, environment: { LOG_LEVEL: 'silent' } });
    expect([code, printed]).toEqual([1, told]);
    expect(homeward('token', 'list', '--data', folder)).toMatchObject({ code: 69, stdout: '', stderr: told });
    expect(readFileSync(file)).toEqual(before);
  });

  it.each(['access.sqlite', 'webhooks.sqlite', 'activity.sqlite'])(
    '%s: where it is damaged, it is named with what to do',
    async (name) => {
      const folder = oldFolder(name);
      truncateSync(join(folder, name), 0);
      const { code, printed } = await startInVain({ folder, environment: { LOG_LEVEL: 'silent' } });
      expect(code).toBe(1);
      expect(printed).toMatch(new RegExp(`^${join(folder, name)} is damaged: it is empty. [^\\n]+ backup[^\\n]+\\n$`));
    },
  );

  it.each([
    ['of before there were migrations', ['access.sqlite'], 3],
    ['that are new', [], 0],
  ] as const)('%s are migrated once by commands that start at once', async (_, names, before) => {
    const folder = oldFolder(...names);
    const create = (owner: string) => {
      const made = ['token', 'create', '--owner', owner, '--role', 'reporter', '--data', folder];
      return promisify(execFile)(process.execPath, [HOMEWARD, ...made]);
    };
    await Promise.all(['one', 'two', 'three', 'four'].map(create));
    const [tokens, migrations] = inside(join(folder, 'access.sqlite'), (db) => [
      db.prepare('select count(*) from tokens').pluck().get(),
      db.prepare('select name from kysely_migration').pluck().all(),
    ]);
    expect([tokens, migrations]).toEqual([before + 4, ['0001-tokens', '0002-rotation-and-first-use', '0003-people']]);
  });
});
