import { hashPassword, isPassword, nobodysHash } from './password-hash.js';

const CHEAP = { memory: 64, passes: 1 };

describe('a password', () => {
  it('is kept as an argon2id hash of 19 MiB and two passes, with a salt of its own', async () => {
    const [one, other] = [await hashPassword('tea kettle moon'), await hashPassword('tea kettle moon')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(other);
    expect([await isPassword('tea kettle moon', one), await isPassword('tea kettle moo', one)]).toEqual([true, false]);
  });

  it('is checked at the cost that it was hashed at', async () => {
    expect(await isPassword('tea kettle moon', await hashPassword('tea kettle moon', CHEAP))).toBe(true);
  });

  it('is the same however a keyboard composes it', async () => {
    expect(await isPassword('caf\u0065\u0301 am Meer', await hashPassword('caf\u00e9 am Meer', CHEAP))).toBe(true);
  });

  it('is never the one of nobody', async () => {
    expect(await isPassword('', nobodysHash(CHEAP))).toBe(false);
  });

  it('is hashed two at a time at most, off the main thread', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 6 }, () => hashPassword('tea kettle moon')));
    clearInterval(timer);
    // The main thread went on meanwhile.
    expect(turns).toBeGreaterThan(5);
  });

  it('waits behind a hundred others, and is refused behind more', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 110 }, () => hashPassword('tea kettle moon', CHEAP)));
    const refused = asked.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(8);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ name: 'SignInBusy' });
  });
});
