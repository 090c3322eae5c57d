import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import {
  beginNewOrigin,
  cosignaturesOf,
  LedgerFolder,
  openCheckpoint,
  parseCheckpoint,
  parseEntries,
  parseNote,
  parseVerifierKey,
  verifyReceipt,
  WitnessFolder,
} from '#ledger';
import { recordsIn, rewriteLog } from '../faults/attacker.js';
import { cohortNamed } from './sample-requests.js';
import { cleanUp, Client, freshFolder, startInVain, startServer, type TestServer } from './server.js';

const AUDIT = '/api/v1/audit';
/** Milliseconds: servers are started and stopped many times, perhaps on a busy machine. */
const MINUTES = 180_000;

async function clientOf(server: TestServer): Promise<Client> {
  return new Client(server.address, await server.token('caseworker', 'auditor', 'administrator'));
}

/** Registers cohorts; gives the ids of their entries. */
async function register(client: Client, ...ids: string[]): Promise<string[]> {
  const entries: string[] = [];
  for (const id of ids) {
    const { body } = await client.post('/api/v1/cohorts', cohortNamed(id));
    entries.push(body.entries[0].entryId as string);
  }
  return entries;
}

const sizeOf = (note: string): number => parseCheckpoint(parseNote(note).text).size;

/** The bundle, for the sake of the checkpoint that is signed for it. */
async function signedNow(client: Client): Promise<string> {
  await client.get(`${AUDIT}/bundle`);
  return (await client.get(`${AUDIT}/checkpoint`)).body as string;
}

/** Makes the first record of a log say something else, and all hashes again. */
function retell(folder: string): void {
  const log = join(folder, 'log.sqlite');
  const [first, ...others] = recordsIn(log);
  rewriteLog(log, [Buffer.from(String(first).replace(/"name":"[^"]*"/, '"name":"Somebody else"')), ...others]);
}

afterAll(cleanUp);

describe('the ledger of a server', () => {
  let server: TestServer;
  let client: Client;
  beforeAll(async () => {
    server = await startServer();
    client = await clientOf(server);
  });
  afterAll(() => server.stop());

  it('gives a receipt for every entry that it has answered for, and tiles with the record in it', async () => {
    const [entry] = await register(client, 'a');
    await register(client, 'b', 'c');
    const { body: receipt } = await client.get(`${AUDIT}/receipts/${entry}`);
    const { body: keys } = await client.get(`${AUDIT}/keys`);
    const size = sizeOf((await client.get(`${AUDIT}/checkpoint`)).body);
    const tile = await fetch(`${server.address}${AUDIT}/tile/entries/000.p/${size}`, {
      headers: { authorization: `Bearer ${await server.token('auditor')}` },
    });
    const [record] = parseEntries(Buffer.from(await tile.arrayBuffer()), size);
    const trust = { keys: [parseVerifierKey(keys.keys[0].key)] };
    expect(verifyReceipt(receipt, record!, trust)).toMatchObject({ ok: true, index: 0 });
    expect(verifyReceipt(receipt, Buffer.from(String(record).replace('"a"', '"b"')), trust).ok).toBe(false);
  });

  it.each([
    ['receipts/00000000-0000-4000-8000-000000000000', 'entry-not-found'],
    ['receipts/nothing', 'entry-not-found'],
    ['tile/0/001', 'tile-not-found'],
    ['tile/entries/0', 'tile-not-found'],
    ['tile/0/000.p/256', 'tile-not-found'],
    ['bundle?stream=cohort-nobody', 'stream-not-found'],
  ])('does not have %s, and says so', async (path, code) => {
    expect(await client.get(`${AUDIT}/${path}`)).toMatchObject({ status: 404, body: { code } });
  });

  it.each(['bundle', 'tile/0/000.p/1'])('gives %s to auditors alone', async (path) => {
    const reporter = new Client(server.address, await server.token('reporter'));
    expect((await reporter.get(`${AUDIT}/${path}`)).status).toBe(403);
  });

  it('rotates its key while it serves, and checkpoints of the old one still verify', async () => {
    const old = await signedNow(client);
    const { body: before } = await client.get(`${AUDIT}/keys`);
    const { status, body: after } = await client.post(`${AUDIT}/keys/rotate`, '');
    expect([status, after.keys.length]).toEqual([201, 2]);
    const [first, second] = after.keys.map(({ key }: { key: string }) => parseVerifierKey(key));
    // The last checkpoint of the old key is signed by the new one as well: so who trusts the old one can follow.
    const { body: both } = await client.get(`${AUDIT}/checkpoint`);
    expect(openCheckpoint(both, [first, second]).signedBy).toHaveLength(2);
    await register(client, 'after-rotation');
    expect(openCheckpoint(await signedNow(client), [second]).size).toBe(sizeOf(both) + 1);
    expect(openCheckpoint(old, [parseVerifierKey(before.keys[0].key)]).size).toBe(sizeOf(old));
  });
});

describe('a server whose log is not the one that was signed', () => {
  it(
    'does not start on a shorter one, says what to do, and starts under a new origin once that is declared',
    async () => {
      const folder = freshFolder();
      const log = join(folder, 'log.sqlite');
      let server = await startServer({ folder });
      const { administrator } = server;
      let client = await clientOf(server);
      await register(client, 'a', 'b');
      await server.stop();
      copyFileSync(log, join(folder, 'copy.sqlite'));
      server = await startServer({ folder });
      client = new Client(server.address, administrator);
      const { origin } = (await client.get(`${AUDIT}/keys`)).body;
      const token = await new Client(server.address, administrator).post('/api/v1/tokens', {
        owner: 'Field office',
        roles: ['caseworker'],
      });
      await register(new Client(server.address, token.body.token), 'c', 'd', 'e');
      await server.stop();
      copyFileSync(join(folder, 'copy.sqlite'), log);

      const { code, printed } = await startInVain({ folder });
      expect(code).toBe(1);
      expect(printed).toContain(`The log ${origin} has 2 records, but the last checkpoint it signed counts 5`);
      expect(printed).toContain('the last 3 are missing');
      expect(printed).toContain('Restore a newer copy');
      expect(printed).not.toMatch(/\n\s+at /);

      await beginNewOrigin(join(folder, 'ledger'), { reason: 'the disk broke', now: new Date() });
      rmSync(join(folder, 'read'), { recursive: true, force: true });
      server = await startServer({ folder });
      const { body: keys } = await new Client(server.address, administrator).get(`${AUDIT}/keys`);
      expect(keys).toMatchObject({ declared: { previousOrigin: origin, reason: 'the disk broke' } });
      expect(keys.origin).not.toBe(origin);
      await server.stop();
    },
    MINUTES,
  );

  it(
    'does not start on an altered one',
    async () => {
      const server = await startServer();
      await register(await clientOf(server), 'a', 'b');
      await server.stop();
      retell(server.folder);
      const { code, printed } = await startInVain({ folder: server.folder });
      expect(code).toBe(1);
      expect(printed).toContain('does not continue the last checkpoint it signed');
    },
    MINUTES,
  );

  it(
    'does not start under another name than the log has',
    async () => {
      const environment = { LEDGER_ORIGIN: 'ngo.example/homeward' };
      const server = await startServer({ environment });
      await server.stop();
      const { code, printed } = await startInVain({
        folder: server.folder,
        environment: { LEDGER_ORIGIN: 'other.example/homeward' },
      });
      expect(code).toBe(1);
      expect(printed).toContain('The log is called ngo.example/homeward since its first checkpoint, not other.example');
      expect(printed).toContain('set LEDGER_ORIGIN to ngo.example/homeward, or leave it out');
    },
    MINUTES,
  );
});

describe('two servers that witness each other', () => {
  it(
    'cosign what only grows, and refuse a forked history, no matter who has the key',
    async () => {
      const [ours, theirs] = await Promise.all([prepared('ngo.example/log'), prepared('partner.example/log')]);
      const [one, other] = [await startServer(ours.seenBy(theirs)), await startServer(theirs.seenBy(ours))];
      const client = new Client(one.address, ours.token);
      await register(client, 'a', 'b', 'c');
      const cosigned = await cosignedBy(client, theirs.witness, 3);
      expect(openCheckpoint(cosigned, [ours.log]).size).toBe(3);
      await register(new Client(other.address, theirs.token), 'x');
      await cosignedBy(new Client(other.address, theirs.token), ours.witness, 1);
      await one.stop();

      // Anyone who has the disk has the key, and can make all that is signed again; only what others hold is out of reach.
      retell(ours.folder);
      forgetCheckpoints(ours.folder);
      const { code, printed } = await startInVain(ours.seenBy(theirs));
      expect(code).toBe(1);
      expect(printed).toContain(
        'The log ngo.example/log does not continue what the witness partner.example/witness has',
      );

      // Nor can it be a shorter one.
      const log = join(ours.folder, 'log.sqlite');
      rewriteLog(log, recordsIn(log).slice(0, 2));
      forgetCheckpoints(ours.folder);
      const shorter = await startInVain(ours.seenBy(theirs));
      expect(shorter.code).toBe(1);
      expect(shorter.printed).toContain('has 2 records, but the witness partner.example/witness has cosigned 3');
      await other.stop();
    },
    MINUTES,
  );
});

/** An installation with its keys made, and a token: what partners tell each other before they begin. */
async function prepared(origin: string) {
  const folder = freshFolder();
  const server = await startServer({ folder, environment: { LEDGER_ORIGIN: origin } });
  const token = await server.token('caseworker', 'auditor');
  await server.stop();
  const witness = WitnessFolder.open(join(folder, 'witness'), origin.replace('log', 'witness')).publicKey;
  const log = LedgerFolder.open(join(folder, 'ledger')).ring()[0]!.key;
  const port = await freePort();
  const seenBy = (partner: { readonly logKey: string; readonly witness: string; readonly port: number }) => ({
    folder,
    environment: {
      PORT: String(port),
      LEDGER_ORIGIN: origin,
      WITNESSED_LOGS: partner.logKey,
      LEDGER_WITNESSES: `${partner.witness} http://127.0.0.1:${partner.port}/witness`,
    },
  });
  return { folder, token, witness, port, logKey: log, log: parseVerifierKey(log), seenBy };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The newest checkpoint of this size, once the witness has cosigned it. */
async function cosignedBy(client: Client, witness: string, size: number): Promise<string> {
  await signedNow(client);
  return until('a cosignature of the witness', async () => {
    const note = (await client.get(`${AUDIT}/checkpoint`)).body as string;
    const isCosigned = cosignaturesOf(parseNote(note), [parseVerifierKey(witness)]).length === 1;
    return sizeOf(note) === size && isCosigned && note;
  });
}

/** Makes a log's signing folder look as if nothing had been signed yet. */
function forgetCheckpoints(folder: string): void {
  rmSync(join(folder, 'ledger', 'checkpoints'), { recursive: true, force: true });
  writeFileSync(join(folder, 'ledger', 'not-signed-yet'), '');
}
