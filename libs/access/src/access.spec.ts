import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '#eventsourcing/testing';
import { Access } from './access.js';
import { totpCode, totpStep } from './credentials/totp.js';
import type { Progress } from './sessions/sign-in.js';
import type { Role } from './roles.js';

const CHEAP = { memory: 64, passes: 1 };
const FROM = { address: '203.0.113.7', device: undefined, agent: 'Firefox on Linux' };
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const PASSWORD = 'tea kettle moon';

describe('people who sign in', () => {
  let folder: string;
  let access: Access;
  let home: string;
  const open: Access[] = [];
  const openAccess = async (): Promise<Access> => {
    open.push(await Access.open(join(folder, 'access.sqlite'), { lookEvery: 20, passwordCost: CHEAP }));
    return open.at(-1)!;
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-people-'));
    access = await openAccess();
    home = (await access.organisations.ofServer()).id;
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    rmSync(folder, { recursive: true });
  });

  /** Somebody who has accepted an invitation. */
  const joined = async (login: string, ...roles: Role[]): Promise<Progress> => {
    const person = await access.people.create({ name: login, organisation: home, roles });
    const { token } = await access.invite(person);
    return access.signIn.accept(token, { login, name: login, password: PASSWORD }, FROM);
  };
  /** Somebody who has one-time codes, too. */
  const enrolled = async (
    login: string,
  ): Promise<{ person: string; code: (now?: number) => string; session: Progress }> => {
    const { session } = await joined(login, 'caseworker');
    const { secret } = await access.credentials.beginTotp(session.person, login);
    const code = (now = Date.now()): string => totpCode(secret, totpStep(now));
    await access.credentials.confirmTotp(session.person, code(Date.now() - MINUTE / 2));
    return { person: session.person, code, session: await access.signIn.enrolled(session, FROM) };
  };

  describe('by an invitation', () => {
    it('are in at once where reports are all that they read', async () => {
      const { secret, session } = await joined('Olena', 'reporter');
      expect(session).toMatchObject({ stage: 'signed-in', device: 'Firefox on Linux' });
      expect(access.withSession(secret)).toMatchObject({
        kind: 'session',
        actor: session.person,
        roles: ['reporter'],
        organisation: home,
      });
    });

    it('set up a second factor first where they see cases', async () => {
      expect((await joined('olena', 'reporter', 'auditor')).session.stage).toBe('enrolling');
    });

    it('accept it once', async () => {
      const person = await access.people.create({ name: 'a', organisation: home, roles: ['reporter'] });
      const { token } = await access.invite(person);
      const accept = (login: string) => access.signIn.accept(token, { login, name: 'a', password: PASSWORD }, FROM);
      const both = await Promise.allSettled([accept('olena'), accept('petro')]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      await expect(access.invitations.look(token)).rejects.toThrow('invitation-unknown');
    });

    it('accept it within 72 hours', async () => {
      const { token } = await access.invite(
        await access.people.create({ name: 'a', organisation: home, roles: ['reporter'] }),
      );
      expect(await access.invitations.look(token, Date.now() + 71 * HOUR)).toMatchObject({
        name: 'a',
        needsSecondFactor: false,
      });
      await expect(access.invitations.look(token, Date.now() + 72 * HOUR)).rejects.toThrow('invitation-unknown');
    });

    it('do not lose it to a login that is taken, or a password that cannot be', async () => {
      await joined('olena', 'reporter');
      const { token } = await access.invite(
        await access.people.create({ name: 'a', organisation: home, roles: ['reporter'] }),
      );
      const accept = (login: string, password: string) =>
        access.signIn.accept(token, { login, name: 'a', password }, FROM);
      await expect(accept(' OLENA', PASSWORD)).rejects.toThrow('login-taken');
      await expect(accept('petro', 'too short')).rejects.toThrow('password-too-short');
      await expect(accept('petro', 'petro-password1')).rejects.toThrow('password-too-common');
      expect((await accept('petro', PASSWORD)).session.stage).toBe('signed-in');
    });

    it('begin again with a new one: nothing from before lets in, and all sessions end', async () => {
      const { person, session } = await enrolled('olena');
      const { token } = await access.invite(person);
      expect(access.withSession(session.secret)).toBeUndefined();
      await access.signIn.accept(token, { login: 'olena', name: 'Olena', password: 'three grey boats' }, FROM);
      await expect(access.signIn.withPassword('olena', PASSWORD, FROM)).rejects.toThrow('sign-in-refused');
      expect((await access.signIn.withPassword('olena', 'three grey boats', FROM)).session.stage).toBe('enrolling');
    });

    it('are first an administrator, once, within a day', async () => {
      const other = await openAccess();
      const made = [await access.invitations.inviteFirst(home), await other.invitations.inviteFirst(home)];
      const first = made.find((one) => one !== undefined);
      expect(made.filter((one) => one !== undefined)).toHaveLength(1);
      expect(await access.invitations.look(first!.token, Date.now() + 23 * HOUR)).toMatchObject({
        needsSecondFactor: true,
      });
      await expect(access.invitations.look(first!.token, Date.now() + 24 * HOUR)).rejects.toThrow();
      expect((await access.people.list())[0]!.organisations).toMatchObject([{ id: home, roles: ['administrator'] }]);
    });
  });

  describe('by password and second factor', () => {
    it('have another session after each step, and the one before is worth nothing', async () => {
      const { code } = await enrolled('olena');
      const before = await access.signIn.withPassword('Olena', PASSWORD, FROM);
      expect([before.session.stage, before.device]).toEqual(['second-factor', null]);
      const after = await access.signIn.withSecondFactor(before.session, { totp: code() }, FROM);
      expect(access.withSession(before.secret)).toBeUndefined();
      expect(access.withSession(after.secret)?.session?.stage).toBe('signed-in');
      expect(after.device).toMatch(/^[\w-]{43}$/);
    });

    it('use a code once', async () => {
      const { code } = await enrolled('olena');
      const [one, two] = [
        await access.signIn.withPassword('olena', PASSWORD, FROM),
        await access.signIn.withPassword('olena', PASSWORD, FROM),
      ];
      const now = code();
      await access.signIn.withSecondFactor(one.session, { totp: now }, FROM);
      await expect(access.signIn.withSecondFactor(two.session, { totp: now }, FROM)).rejects.toThrow(
        'second-factor-refused',
      );
    });

    it('use a recovery code once, however they type it', async () => {
      const { person } = await enrolled('olena');
      const codes = await access.credentials.newRecoveryCodes(person);
      expect(new Set(codes).size).toBe(10);
      const typed = codes[3]!.toLowerCase().replaceAll('-', ' ');
      const [one, two] = [
        await access.signIn.withPassword('olena', PASSWORD, FROM),
        await access.signIn.withPassword('olena', PASSWORD, FROM),
      ];
      await access.signIn.withSecondFactor(one.session, { recoveryCode: typed }, FROM);
      await expect(access.signIn.withSecondFactor(two.session, { recoveryCode: typed }, FROM)).rejects.toThrow(
        'second-factor-refused',
      );
      expect((await access.credentials.list(person)).recoveryCodes).toBe(9);
    });

    it('cannot try codes without end, from however many sessions', async () => {
      await enrolled('olena');
      const errors: string[] = [];
      for (let n = 0; n < 8; n++) {
        const { session } = await access.signIn.withPassword('olena', PASSWORD, FROM);
        await access.signIn
          .withSecondFactor(session, { totp: '000000' }, FROM)
          .catch((error: Error) => errors.push(error.name));
      }
      expect(errors).toEqual([...Array<string>(6).fill('AccessRefused'), 'SignInDelayed', 'SignInDelayed']);
    });

    it('are held up by no stranger in a browser that is known', async () => {
      const { session } = await enrolled('olena');
      for (let n = 0; n < 8; n++) await access.signIn.withPassword('olena', 'wrong', FROM).catch(() => undefined);
      await expect(access.signIn.withPassword('olena', PASSWORD, FROM)).rejects.toThrow('wait');
      const known = { ...FROM, device: session.device! };
      expect((await access.signIn.withPassword('olena', PASSWORD, known)).session.stage).toBe('second-factor');
      // Another person's browser is a stranger's.
      const stranger = await joined('petro', 'reporter');
      await expect(
        access.signIn.withPassword('olena', PASSWORD, { ...FROM, device: stranger.device! }),
      ).rejects.toThrow('wait');
    });

    it('are refused alike, whether the account is unknown, disabled, not yet accepted, or the password is wrong', async () => {
      const { session } = await joined('olena', 'reporter');
      await joined('petro', 'reporter');
      await access.disable(session.person);
      for (const [login, password] of [
        ['nobody', PASSWORD],
        ['olena', PASSWORD],
        ['petro', 'wrong'],
        ['', ''],
      ] as const) {
        await expect(access.signIn.withPassword(login, password, FROM)).rejects.toThrow(/^sign-in-refused$/);
      }
    });
  });

  describe('in a session', () => {
    it('are in for 12 hours after they last used it, and for seven days at most', async () => {
      const { secret } = await joined('olena', 'reporter');
      const now = Date.now();
      expect(access.sessions.identify(secret, now + 12 * HOUR + MINUTE)).toBeUndefined();
      for (let at = now; at < now + 7 * DAY - MINUTE; at += 11 * HOUR)
        expect(access.sessions.identify(secret, at)).toBeDefined();
      expect(access.sessions.identify(secret, now + 7 * DAY)).toBeUndefined();
    });

    it('have a quarter of an hour for the second factor', async () => {
      await enrolled('olena');
      const { secret } = await access.signIn.withPassword('olena', PASSWORD, FROM);
      const now = Date.now();
      expect([14, 15].map((minutes) => access.sessions.identify(secret, now + minutes * MINUTE) !== undefined)).toEqual(
        [true, false],
      );
    });

    it('see where else they are in, and end one or all others', async () => {
      const [one, two, three] = [
        await joined('olena', 'reporter'),
        ...(await Promise.all([1, 2].map(() => access.signIn.withPassword('olena', PASSWORD, FROM)))),
      ];
      expect(access.sessions.list(one.session.person)).toHaveLength(3);
      expect(await access.sessions.end(one.session.person, two!.session.id)).toBe(true);
      expect(await access.sessions.end('somebody else', three!.session.id)).toBe(false);
      expect(await access.sessions.endAll(one.session.person, one.session.id)).toBe(1);
      expect([one, two, three].map((each) => access.withSession(each!.secret) !== undefined)).toEqual([
        true,
        false,
        false,
      ]);
    });

    it('are out at once when they are disabled, or may do something else from now on', async () => {
      for (const change of [
        (person: string) => access.disable(person),
        (person: string) => access.giveRoles(person, home, ['auditor']),
      ]) {
        const { secret, session } = await joined(`olena-${Math.random()}`, 'reporter');
        await change(session.person);
        expect(access.withSession(secret)).toBeUndefined();
      }
    });

    it('are out of a running server within a moment of what is done at the command line', async () => {
      const { secret, session } = await joined('olena', 'reporter');
      await (await openAccess()).sessions.endAll(session.person);
      await until('the end of the session', () => access.withSession(secret) === undefined);
      expect(access.sessions.list(session.person)).toEqual([]);
    });

    it('prove again who they are, and have another session then', async () => {
      const { session, code } = await enrolled('olena');
      const { signIn } = access;
      await expect(signIn.confirm(session.session, PASSWORD, undefined, FROM)).rejects.toThrow('sign-in-refused');
      await expect(signIn.confirm(session.session, 'wrong', code(), FROM)).rejects.toThrow('sign-in-refused');
      const later = Date.now() + MINUTE;
      const after = await signIn.confirm(session.session, PASSWORD, code(later), FROM, later);
      expect(access.withSession(session.secret)).toBeUndefined();
      expect(Date.parse(after.session.freshAt)).toBe(later);
      expect(after.session).toMatchObject({ id: session.session.id, endsAt: session.session.endsAt });
    });
  });

  it('leave nothing in the file that lets in', async () => {
    const { session, person } = await enrolled('olena');
    const codes = await access.credentials.newRecoveryCodes(person);
    const { token } = await access.invite(
      await access.people.create({ name: 'a', organisation: home, roles: ['reporter'] }),
    );
    const stored = ['', '-wal']
      .map((end) => readFileSync(join(folder, `access.sqlite${end}`)).toString('latin1'))
      .join('');
    expect(stored).toContain(person);
    for (const secret of [PASSWORD, session.secret, session.device!, token, ...codes])
      expect(stored).not.toContain(secret);
  });
});
