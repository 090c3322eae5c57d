import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../access-file.js';
import { AccessRefused, UnfitPassword } from '../refused.js';
import { hashOf } from '../secret.js';
import { isCommon } from './common-passwords.js';
import { COST, hashPassword, isPassword, nobodysHash, type Cost } from './password-hash.js';
import { newTotpSecret, stepOfCode, toBase32, totpUri } from './totp.js';

const [SHORTEST, LONGEST] = [12, 256];
const RECOVERY_CODES = 10;
/** 80 bits: a stolen hash of one is not guessed. */
const RECOVERY_BYTES = 10;
/** The name that an authenticator app shows beside the codes. */
const ISSUER = 'Homeward';

/** What a person signs in with: nothing of it can be used by somebody who reads it here. */
export interface CredentialList {
  readonly password: { readonly changedAt: string } | null;
  readonly totp: { readonly confirmedAt: string } | null;
  readonly passkeys: readonly PasskeyInList[];
  /** How many are left. */
  readonly recoveryCodes: number;
}

export interface PasskeyInList {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** What people sign in with: passwords, one-time codes and recovery codes. */
export class Credentials {
  /** Checked where there is no password: that takes as long. */
  private readonly nobodys: string;

  constructor(
    private readonly db: Kysely<AccessTables>,
    private readonly cost: Cost = COST,
  ) {
    this.nobodys = nobodysHash(cost);
  }

  async list(person: string): Promise<CredentialList> {
    const { db } = this;
    const password = await db
      .selectFrom('passwords')
      .select('changed_at')
      .where('person', '=', person)
      .executeTakeFirst();
    const totp = await db.selectFrom('totp').select('confirmed_at').where('person', '=', person).executeTakeFirst();
    const passkeys = await db
      .selectFrom('passkeys')
      .selectAll()
      .where('person', '=', person)
      .orderBy('created_at')
      .execute();
    const codes = await db.selectFrom('recovery_codes').select('hash').where('person', '=', person).execute();
    const confirmedAt = totp?.confirmed_at ?? null;
    return {
      password: password === undefined ? null : { changedAt: password.changed_at },
      totp: confirmedAt === null ? null : { confirmedAt },
      passkeys: passkeys.map(({ id, name, created_at, last_used_at }) => ({
        id,
        name,
        createdAt: created_at,
        lastUsedAt: last_used_at,
      })),
      recoveryCodes: codes.length,
    };
  }

  /** Makes a password ready to be kept; nothing is kept yet. @throws UnfitPassword, SignInBusy */
  async prepare(password: string, own: readonly string[]): Promise<string> {
    const length = [...password.normalize('NFKC')].length;
    if (length < SHORTEST) throw new UnfitPassword('password-too-short');
    if (length > LONGEST) throw new UnfitPassword('password-too-long');
    if (isCommon(password, own)) throw new UnfitPassword('password-too-common');
    return hashPassword(password, this.cost);
  }

  /** Keeps a password that was made ready, in the place of the one before. */
  async setPassword(person: string, hash: string): Promise<void> {
    const changed_at = new Date().toISOString();
    await this.db
      .insertInto('passwords')
      .values({ person, hash, changed_at })
      .onConflict((known) => known.column('person').doUpdateSet({ hash, changed_at }))
      .execute();
  }

  /** Whether a password is the person's. Takes as long where there is no such person, or he has none. @throws SignInBusy */
  async hasPassword(person: string | undefined, password: string): Promise<boolean> {
    const found = await this.db
      .selectFrom('passwords')
      .select('hash')
      .where('person', '=', person ?? '')
      .executeTakeFirst();
    const isIt = await isPassword(password, found?.hash ?? this.nobodys);
    return isIt && found !== undefined;
  }

  /** Begins one-time codes: they count, in the place of those before, once one of them has been sent back. */
  async beginTotp(person: string, login: string): Promise<{ readonly secret: string; readonly uri: string }> {
    const pending = newTotpSecret();
    await this.db
      .insertInto('totp')
      .values({ person, secret: null, pending, confirmed_at: null, last_step: 0 })
      .onConflict((known) => known.column('person').doUpdateSet({ pending }))
      .execute();
    return { secret: pending, uri: totpUri(pending, ISSUER, login) };
  }

  /** @throws AccessRefused `totp-not-begun`, `totp-refused` */
  async confirmTotp(person: string, code: string, now = Date.now()): Promise<void> {
    await this.db.transaction().execute(async (db) => {
      const row = await db.selectFrom('totp').selectAll().where('person', '=', person).executeTakeFirst();
      if (row === undefined || row.pending === null) throw new AccessRefused('totp-not-begun');
      const step = stepOfCode(row.pending, code, 0, now);
      if (step === undefined) throw new AccessRefused('totp-refused');
      const confirmed = {
        secret: row.pending,
        pending: null,
        confirmed_at: new Date(now).toISOString(),
        last_step: step,
      };
      await db.updateTable('totp').set(confirmed).where('person', '=', person).execute();
    });
  }

  /** Takes a one-time code, once. False for a wrong one, one that was taken, or where the person has none. */
  async takeTotp(person: string, code: string, now = Date.now()): Promise<boolean> {
    return this.db.transaction().execute(async (db) => {
      const row = await db.selectFrom('totp').selectAll().where('person', '=', person).executeTakeFirst();
      const step = row?.secret == null ? undefined : stepOfCode(row.secret, code, row.last_step, now);
      if (step === undefined) return false;
      await db.updateTable('totp').set({ last_step: step }).where('person', '=', person).execute();
      return true;
    });
  }

  async removeTotp(person: string): Promise<void> {
    await this.db.deleteFrom('totp').where('person', '=', person).execute();
  }

  /** Makes recovery codes, shown this once; those before are gone. */
  async newRecoveryCodes(person: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      toBase32(randomBytes(RECOVERY_BYTES)).match(/.{4}/g)!.join('-'),
    );
    await this.db.transaction().execute(async (db) => {
      await db.deleteFrom('recovery_codes').where('person', '=', person).execute();
      const rows = codes.map((code) => ({ hash: recoveryHash(person, code), person }));
      await db.insertInto('recovery_codes').values(rows).execute();
    });
    return codes;
  }

  /** Takes a recovery code, once, however it was typed. */
  async takeRecoveryCode(person: string, code: string): Promise<boolean> {
    const { numDeletedRows } = await this.db
      .deleteFrom('recovery_codes')
      .where('hash', '=', recoveryHash(person, code))
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }
}

function recoveryHash(person: string, code: string): string {
  return hashOf(`${person} ${code.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')}`);
}
