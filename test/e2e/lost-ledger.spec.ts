import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { homeward } from './homeward.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, startInVain, startServer } from './server.js';

afterEach(cleanUp);

/** The folder of a server that recorded two cohorts, signed them and was stopped; and what it was called. */
async function served(): Promise<{ readonly folder: string; readonly origin: string; readonly token: string }> {
  const server = await startServer();
  const token = await server.token('caseworker', 'auditor');
  const client = new Client(server.address, token);
  for (const id of ['first', 'second']) await client.post('/api/v1/cohorts', cohortNamed(id));
  const { origin } = (await client.get('/api/v1/audit/keys')).body;
  await server.stop();
  return { folder: server.folder, origin, token };
}

/** Takes the last record out of a log, and mends all that says how many there are. */
function cut(folder: string): void {
  const db = new Database(join(folder, 'log.sqlite'));
  db.exec('DROP TRIGGER events_refuse_delete; DELETE FROM events WHERE position = 2');
  const leaf = db.prepare('SELECT leaf FROM events WHERE position = 1').pluck().get();
  db.prepare('UPDATE ledger_state SET size = 1, edge = ?').run(leaf);
  db.close();
}

describe('a log that was signed, and what signed it is gone', () => {
  it.each([
    ['the whole folder', 'ledger', 'is missing'],
    ['its checkpoints', 'ledger/checkpoints', 'its checkpoints are missing'],
  ])('does not start, and says what to do: %s', async (_, gone, told) => {
    const { folder } = await served();
    cut(folder);
    rmSync(join(folder, gone), { recursive: true });
    const { code, printed } = await startInVain({ folder });
    expect(code).not.toBe(0);
    expect(printed).toContain(told);
    expect(printed).toContain('homeward keys declare-lost --reason "<why>" --data');
    expect(printed).not.toMatch(/\n\s+at /);
  });

  it('starts again once the folder is back', async () => {
    const { folder, origin, token } = await served();
    renameSync(join(folder, 'ledger'), join(folder, 'away'));
    await startInVain({ folder });
    rmSync(join(folder, 'ledger'), { recursive: true, force: true });
    renameSync(join(folder, 'away'), join(folder, 'ledger'));
    const server = await startServer({ folder });
    expect((await new Client(server.address, token).get('/api/v1/audit/keys')).body.origin).toBe(origin);
    await server.stop();
  });

  it('goes on under a new name only where somebody says why, and that stays said', async () => {
    const { folder, origin, token } = await served();
    const declare = () => homeward('keys', 'declare-lost', '--reason', 'the disk broke', '--data', folder);
    expect(declare()).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing is lost') });
    rmSync(join(folder, 'ledger'), { recursive: true });
    expect(declare().output()).toContain(`The log was called ${origin}.`);

    const server = await startServer({ folder });
    const { body } = await new Client(server.address, token).get('/api/v1/audit/keys');
    expect(body.origin).not.toBe(origin);
    expect(body.declared).toMatchObject({ previousOrigin: origin, reason: 'the disk broke' });
    await server.stop();
  });

  it('does not lose the record of who read what in the same way', async () => {
    const { folder } = await served();
    rmSync(join(folder, 'activity-ledger'), { recursive: true });
    const { code, printed } = await startInVain({ folder });
    expect(code).not.toBe(0);
    expect(printed).toContain('homeward keys declare-lost --activity');
    homeward('keys', 'declare-lost', '--activity', '--reason', 'lost', '--data', folder).output();
    const server = await startServer({ folder });
    await server.stop();
  });
});
