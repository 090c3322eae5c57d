import { openSideFile, type OpenFile } from '#side-files';
import { ACCESS_FILE, type AccessTables } from '../access-file.js';
import { SignInDelayed } from '../refused.js';
import { Delays, type Count } from './delays.js';

const NOW = Date.parse('2025-08-24T12:00:00.000Z');
const ACCOUNT: Count = { by: 'account', of: 'olena' };

describe('attempts to sign in', () => {
  let file: OpenFile<AccessTables>;
  let delays: Delays;

  beforeEach(async () => {
    file = await openSideFile<AccessTables>(':memory:', ACCESS_FILE);
    delays = new Delays(file.db);
  });
  afterEach(() => file.close());

  /** Seconds until the next attempt is let through; 0 for at once. */
  const wait = async (count: Count, now: number): Promise<number> =>
    delays.begin([count], now).then(
      () => 0,
      (error: SignInDelayed) => error.seconds,
    );
  const fail = async (count: Count, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await delays.begin([count], NOW);
  };

  it('fail five times without a delay, and wait twice as long each time then', async () => {
    await fail(ACCOUNT, 6);
    const waits: number[] = [];
    for (let now = NOW, n = 0; n < 12; n++) {
      const seconds = await wait(ACCOUNT, now);
      waits.push(seconds);
      now += seconds * 1_000;
      await delays.begin([ACCOUNT], now);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('are counted before they are answered: many at the same time are many', async () => {
    const tried = await Promise.allSettled(Array.from({ length: 20 }, () => delays.begin([ACCOUNT], NOW)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  });

  it('are forgotten once one succeeds, and a day after the last', async () => {
    await fail(ACCOUNT, 6);
    await delays.succeed([ACCOUNT]);
    expect(await wait(ACCOUNT, NOW)).toBe(0);
    await fail(ACCOUNT, 5);
    expect([await wait(ACCOUNT, NOW), await wait(ACCOUNT, NOW + 24 * 3_600_000)]).toEqual([2, 0]);
  });

  it('are counted by account, by known browser and by address apart', async () => {
    await fail(ACCOUNT, 6);
    const others: Count[] = [
      { by: 'device', of: 'olena' },
      { by: 'address', of: '203.0.113.7' },
      { by: 'account', of: 'petro' },
      { by: 'second-factor', of: 'olena' },
    ];
    expect(await Promise.all(others.map((other) => wait(other, NOW)))).toEqual([0, 0, 0, 0]);
  });

  it('are counted by the network of an IPv6 address', async () => {
    for (let n = 0; n < 51; n++) await delays.begin([{ by: 'address', of: `2001:db8::1:${n}` }], NOW);
    expect(await wait({ by: 'address', of: '2001:db8:0:0:ffff::1' }, NOW)).toBe(2);
    expect(await wait({ by: 'address', of: '2001:db8:0:1::1' }, NOW)).toBe(0);
  });

  it('leave no login and no address behind', async () => {
    await delays.begin([ACCOUNT, { by: 'address', of: '203.0.113.7' }], NOW);
    const rows = JSON.stringify(await file.db.selectFrom('sign_in_failures').selectAll().execute());
    expect(rows).not.toMatch(/olena|203/);
  });
});
