import { isIPv6 } from 'node:net';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../access-file.js';
import { SignInDelayed } from '../refused.js';
import { hashOf } from '../secret.js';

interface Patience {
  /** So many may fail without a delay. */
  readonly free: number;
  /** Seconds: each further failure doubles the delay, up to this. */
  readonly longest: number;
}

/** What attempts are counted by. Each has a count of its own. */
export type Counted = 'account' | 'device' | 'address' | 'second-factor';

const PATIENCE: Readonly<Record<Counted, Patience>> = {
  account: { free: 5, longest: 900 },
  // The person's own browser: what strangers try elsewhere does not hold him up.
  device: { free: 10, longest: 300 },
  // Many people may sit behind one address.
  address: { free: 50, longest: 60 },
  'second-factor': { free: 5, longest: 900 },
};
/** Failures are forgotten when nothing was tried for so long. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** One of the things that an attempt is counted by. */
export interface Count {
  readonly by: Counted;
  /** Whatever tells it apart; only its hash is kept, as somebody may type a password where the login belongs. */
  readonly of: string;
}

/** Failed attempts, and how long the next one has to wait. */
export class Delays {
  constructor(private readonly db: Kysely<AccessTables>) {}

  /**
   * Counts an attempt as failed before it is known how it ends: many at the same time count as many.
   * @throws SignInDelayed where it comes too early; then it does not count
   */
  async begin(counts: readonly Count[], now = Date.now()): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      const rows = [];
      for (const count of counts) {
        const key = keyOf(count);
        const row = await db.selectFrom('sign_in_failures').selectAll().where('key', '=', key).executeTakeFirst();
        const failures = row === undefined || row.last_at + FORGOTTEN_MS <= now ? 0 : row.failures;
        const ready = (row?.last_at ?? 0) + waitAfter(failures, PATIENCE[count.by]) * 1_000;
        if (ready > now) throw new SignInDelayed(Math.ceil((ready - now) / 1_000));
        rows.push({ key, failures: failures + 1, last_at: now });
      }
      for (const { key, ...row } of rows) {
        await db
          .insertInto('sign_in_failures')
          .values({ key, ...row })
          .onConflict((known) => known.column('key').doUpdateSet(row))
          .execute();
      }
      await db
        .deleteFrom('sign_in_failures')
        .where('last_at', '<=', now - FORGOTTEN_MS)
        .execute();
    });
  }

  /** The attempt did not fail: an account's or a device's failures are forgotten, an address has one less. */
  async succeed(counts: readonly Count[]): Promise<void> {
    for (const count of counts) {
      const row = this.db.updateTable('sign_in_failures').where('key', '=', keyOf(count));
      if (count.by === 'address') await row.set(({ eb }) => ({ failures: eb('failures', '-', 1) })).execute();
      else await this.db.deleteFrom('sign_in_failures').where('key', '=', keyOf(count)).execute();
    }
  }
}

/** Seconds to wait after so many failures. */
function waitAfter(failures: number, { free, longest }: Patience): number {
  return failures <= free ? 0 : Math.min(2 ** (failures - free), longest);
}

function keyOf({ by, of }: Count): string {
  return hashOf(`${by} ${by === 'address' ? networkOf(of) : of}`);
}

/** Of an IPv6 address the network: one subscriber has 2^64 addresses. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  if (tail !== undefined) {
    const last = tail.split(':').filter((group) => group !== '');
    while (groups.length + last.length < 8) groups.push('0');
    groups.push(...last);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.padStart(4, '0'))
    .join(':');
}
