import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { homeward, homewardWith, type Ran } from './homeward.js';
import { cleanUp, Client, freshFolder, startServer, type TestServer } from './server.js';

const TABLE = ['exchanges', 'test/data/exchanges.csv', '--mapping', 'test/data/exchanges.mapping.json'];

describe('homeward import --server', () => {
  let server: TestServer;
  let token: string;
  let auditor: Client;
  const own = mkdtempSync(join(tmpdir(), 'homeward-tables-'));

  beforeAll(async () => {
    server = await startServer();
    token = await server.token('caseworker');
    auditor = new Client(server.address, await server.token('auditor'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
    rmSync(own, { recursive: true });
  });

  const importing = (args: readonly string[], { address = server.address, as = token } = {}): Ran =>
    homewardWith(as === '' ? {} : { HOMEWARD_TOKEN: as }, 'import', ...args, '--server', address);
  const imports = async (): Promise<any[]> => (await auditor.get('/api/v1/imports')).body.rows as any[];

  it('tries a table out', async () => {
    const tried = importing(TABLE);
    expect(tried).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/To be recorded[\s\S]*RecordExchange[\s\S]*dry run/),
    });
    expect((await auditor.get('/api/v1/exchanges')).body.rows).toEqual([]);
  });

  it('records it, finds it there, and takes it back', async () => {
    const applied = importing([...TABLE, '--apply']);
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('Rows recorded: 31') });
    expect(importing([...TABLE, '--apply']).output()).toContain('There was nothing to record.');
    const id = applied.find(new RegExp(`homeward import reverse --server ${server.address} (\\S+)`));
    expect(importing(['reverse', id])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Entries taken back: \d+/),
    });
    expect((await imports()).find((one) => one.id === id)).toMatchObject({ status: 'reversed', by: 'caseworker' });
  });

  it('puts beside the table what was not recorded, with its reasons', async () => {
    const file = join(own, 'swaps.csv');
    const head = 'id,date,to_RU_prisoner-of-war,to_UA_prisoner-of-war,source\n';
    writeFileSync(file, `${head}y-1,2025-08-24,many,146,ru-mod\ny-2,2025-08-24,5,5,ru-mod\n`);
    expect(importing(['exchanges', file, '--apply'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Nothing was recorded, because not everything could be'),
    });
    const ran = importing(['exchanges', file, '--apply', '--row-by-row']);
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('Rows recorded: 1') });
    expect(readFileSync(`${file}.rejects.csv`, 'utf8')).toContain('2,,invalid,to_RU_prisoner-of-war,figure,');
  });

  it.each([
    [['exchanges', join(own, 'nothing.csv')], {}, 64, /the table: there is no file .*nothing\.csv/],
    [[...TABLE.slice(0, 3), 'test/data/exchanges.csv'], {}, 64, /mapping/],
    [['totals', 'test/data/exchanges.csv'], {}, 1, /table cannot be read/],
    [['reverse', 'nobody'], {}, 1, /import/],
    [TABLE, { as: 'hw_wrong' }, 64, /token/],
    [TABLE, { as: '' }, 64, /HOMEWARD_TOKEN/],
    [TABLE, { address: 'nowhere' }, 64, /--server must be/],
    [TABLE, { address: 'http://127.0.0.1:9' }, 69, /does not answer/],
  ] as const)('with %j and %j ends with code %i, and says why', async (args, options, code, told) => {
    expect(importing(args, options)).toMatchObject({ code, stderr: expect.stringMatching(told) });
  });

  it('lists with the uploads what was brought in on the command line', async () => {
    const folder = freshFolder();
    const ran = homeward('import', ...TABLE, '--apply', '--data', folder);
    const id = ran.find(/import reverse (\S+)/);
    // A server makes no administrator by itself where a log has records.
    const made = homeward('token', 'create', '--owner', 'Auditor', '--role', 'auditor', '--data', folder);
    const other = await startServer({ folder });
    const reader = new Client(other.address, made.find(/(hw_\S+)/));
    await until('being ready', async () => (await reader.get('/health/ready')).status === 200);
    const { body } = await reader.get('/api/v1/imports');
    expect(body.rows).toMatchObject([
      { id, kind: 'exchanges', status: 'completed', by: 'command line', canBeApplied: false },
    ]);
    expect((await reader.get(`/api/v1/imports/${id}`)).body).toEqual(body.rows[0]);
    await other.stop();
  });
});
