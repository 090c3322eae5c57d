import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { TokenStore } from './token-store.js';

describe('a token store', () => {
  let folder: string;
  let file: string;
  let open: TokenStore[];
  const store = (): TokenStore => {
    open.push(new TokenStore(file, 20));
    return open.at(-1)!;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-access-'));
    file = join(folder, 'access.sqlite');
    open = [];
  });
  afterEach(() => {
    for (const each of open) each.close();
    rmSync(folder, { recursive: true });
  });

  it('knows whose token it is', () => {
    const tokens = store();
    const { token, id } = tokens.create({ owner: 'Field office', roles: ['caseworker'] });
    expect(tokens.identify(token)).toMatchObject({ id, owner: 'Field office', roles: ['caseworker'] });
    expect(token).toMatch(/^hw_[\w-]{43}$/);
  });

  it('keeps the hash of a token and never the token', () => {
    const tokens = store();
    const { token } = tokens.create({ owner: 'Field office', roles: ['caseworker'] });
    const stored = readFileSync(file).toString('latin1') + readFileSync(`${file}-wal`).toString('latin1');
    expect(stored).not.toContain(token);
    expect(JSON.stringify(tokens.list())).not.toContain(token);
  });

  it('does not know a token that is made up, revoked or expired', () => {
    const tokens = store();
    const revoked = tokens.create({ owner: 'a', roles: ['auditor'] });
    const expired = tokens.create({ owner: 'b', roles: ['auditor'], expiresAt: '2025-08-24T00:00:00Z' });
    expect(tokens.revoke(revoked.id)).toBe(true);
    for (const secret of [revoked.token, expired.token, `hw_${'a'.repeat(43)}`, '', 'hw_', revoked.id]) {
      expect(tokens.identify(secret)).toBeUndefined();
    }
    expect(tokens.revoke('nobody')).toBe(false);
  });

  it('makes the first token once, no matter who asks', () => {
    const [first, second] = [store(), store()];
    expect(first.createFirst()).toMatchObject({ roles: ['administrator'] });
    expect(second.createFirst()).toBeUndefined();
    expect(store().createFirst()).toBeUndefined();
  });

  it('soon sees what another process changed', async () => {
    const [server, commandLine] = [store(), store()];
    const { token, id } = commandLine.create({ owner: 'a', roles: ['reporter'] });
    await until('knowing the token', () => server.identify(token) !== undefined);
    commandLine.revoke(id);
    await until('forgetting the token', () => server.identify(token) === undefined);
  });

  it('remembers to the minute when a token was used', () => {
    const tokens = store();
    const { token } = tokens.create({ owner: 'a', roles: ['reporter'] });
    tokens.identify(token, Date.parse('2025-08-24T10:20:30Z'));
    expect(tokens.list()[0]!.lastUsedAt).toBe('2025-08-24T10:20:00.000Z');
  });
});
