import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { TooLongLife } from './life.js';
import { TokenStore } from './token-store.js';

const DAY = 24 * 3_600_000;

describe('a token store', () => {
  let folder: string;
  let file: string;
  let open: TokenStore[];
  const store = async (): Promise<TokenStore> => {
    open.push(await TokenStore.open(file, { lookEvery: 20 }));
    return open.at(-1)!;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-access-'));
    file = join(folder, 'access.sqlite');
    open = [];
  });
  afterEach(async () => {
    for (const each of open) await each.close();
    rmSync(folder, { recursive: true });
  });

  it('knows whose token it is', async () => {
    const tokens = await store();
    const { token, id } = await tokens.create({ owner: 'Field office', roles: ['caseworker'] });
    expect(tokens.identify(token)).toMatchObject({ id, owner: 'Field office', roles: ['caseworker'] });
    expect(token).toMatch(/^hw_[\w-]{43}$/);
  });

  it('keeps the hash of a token and never the token', async () => {
    const tokens = await store();
    const { token } = await tokens.create({ owner: 'Field office', roles: ['caseworker'] });
    const stored = readFileSync(file).toString('latin1') + readFileSync(`${file}-wal`).toString('latin1');
    expect(stored).not.toContain(token);
    expect(JSON.stringify(await tokens.list())).not.toContain(token);
  });

  it('does not know a token that is made up, revoked or expired', async () => {
    const tokens = await store();
    const revoked = await tokens.create({ owner: 'a', roles: ['auditor'] });
    const expired = await tokens.create({ owner: 'b', roles: ['auditor'], expiresAt: '2025-08-24T00:00:00Z' });
    expect(await tokens.revoke(revoked.id)).toBe(true);
    for (const secret of [revoked.token, expired.token, `hw_${'a'.repeat(43)}`, '', 'hw_', revoked.id]) {
      expect(tokens.identify(secret)).toBeUndefined();
    }
    expect(await tokens.revoke('nobody')).toBe(false);
  });

  it('makes the first token once, no matter who asks', async () => {
    const [first, second] = [await store(), await store()];
    const made = await Promise.all([first.createFirst(), second.createFirst()]);
    expect(made.filter((one) => one !== undefined)).toMatchObject([{ roles: ['administrator'] }]);
    expect(await (await store()).createFirst()).toBeUndefined();
  });

  it('soon sees what another process changed', async () => {
    const [server, commandLine] = [await store(), await store()];
    const { token, id } = await commandLine.create({ owner: 'a', roles: ['reporter'] });
    await until('knowing the token', () => server.identify(token) !== undefined);
    await commandLine.revoke(id);
    await until('forgetting the token', () => server.identify(token) === undefined);
    expect(await server.list()).toMatchObject([{ id, revokedAt: expect.any(String) }]);
  });

  it('remembers to the minute when a token was used', async () => {
    const tokens = await store();
    const { token } = await tokens.create({ owner: 'a', roles: ['reporter'] });
    tokens.identify(token, Date.parse('2025-08-24T10:20:30Z'));
    expect((await tokens.list())[0]!.lastUsedAt).toBe('2025-08-24T10:20:00.000Z');
  });

  it('is made for nobody who is called as a person is in records', async () => {
    const tokens = await store();
    const owner = 'person-1b4e28ba-2fa1-41d2-883f-0016d3cca427';
    for (const name of [owner, owner.toUpperCase(), ` ${owner}`, owner.replace('person', 'organisation')]) {
      await expect(tokens.create({ owner: name, roles: ['reporter'] })).rejects.toThrow('owner must not be');
    }
    expect(await tokens.list()).toEqual([]);
    expect((await tokens.create({ owner: 'person-in-charge', roles: ['reporter'] })).owner).toBe('person-in-charge');
  });

  it('is good for a year where nobody says otherwise', async () => {
    const tokens = await store();
    const { token, expiresAt } = await tokens.create({ owner: 'a', roles: ['reporter'] });
    const year = 365 * DAY;
    expect(Math.abs(Date.parse(expiresAt!) - Date.now() - year)).toBeLessThan(DAY);
    expect(tokens.identify(token, Date.now() + year - DAY)).toBeDefined();
    expect(tokens.identify(token, Date.now() + year + DAY)).toBeUndefined();
    const tooLong = {
      owner: 'a',
      roles: ['reporter'] as const,
      expiresAt: new Date(Date.now() + 2 * year).toISOString(),
    };
    await expect(tokens.create(tooLong)).rejects.toThrow(TooLongLife);
  });

  it('replaces a secret: the one before ends, and all else stays', async () => {
    const [tokens, other] = [await store(), await store()];
    const before = await tokens.create({ owner: 'a', organisation: 'o', roles: ['reporter'] });
    const after = (await tokens.rotate(before.id))!;
    expect(after).toMatchObject({ id: before.id, owner: 'a', organisation: 'o', roles: ['reporter'] });
    expect(after.rotatedAt).not.toBeNull();
    expect([tokens.identify(before.token), tokens.identify(after.token)?.id]).toEqual([undefined, before.id]);
    await until('knowing the new secret', () => other.identify(after.token) !== undefined);
    expect(other.identify(before.token)).toBeUndefined();
    await tokens.revoke(before.id);
    expect([await tokens.rotate(before.id), await tokens.rotate('nobody')]).toEqual([undefined, undefined]);
  });

  it('makes a first token that ends within a day, unless it is used', async () => {
    const tokens = await store();
    const { token } = (await tokens.createFirst())!;
    expect(tokens.identify(token, Date.now() + 2 * DAY)).toBeUndefined();
    expect(tokens.identify(token)).toBeDefined();
    await until('being kept', () => tokens.identify(token, Date.now() + 2 * DAY) !== undefined);
    const again = await store();
    expect(again.identify(token, Date.now() + 2 * DAY)).toBeDefined();
    expect(again.identify(token, Date.now() + 400 * DAY)).toBeUndefined();
  });
});
