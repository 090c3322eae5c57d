import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { SignInBusy } from '../refused.js';

const derive = promisify(argon2);

/** What a guess costs (RFC 9106). */
export interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
}

/** 19 MiB and two passes: the OWASP Password Storage Cheat Sheet's first choice for argon2id. */
export const COST: Cost = { memory: 19_456, passes: 2 };

const [LANES, SALT_BYTES, HASH_BYTES] = [1, 16, 32];
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/;

/** Hashes are made this many at a time: each takes memory and a thread of the pool that files are read with, too. */
const AT_ONCE = 2;
/** More may not wait: they would wait for long, and sign-in is open to everyone. */
const MOST_WAITING = 100;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes what is kept in a password's place, as a PHC string: it names its own cost, so that the cost can be raised later.
 * Off the main thread.
 * @throws SignInBusy where too many wait already
 */
export async function hashPassword(password: string, { memory, passes }: Cost = COST): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const key = await inTurn(() => keyOf(password, nonce, { memory, passes }));
  return `$argon2id$v=19$m=${memory},t=${passes},p=${LANES}$${unpadded(nonce)}$${unpadded(key)}`;
}

/** Whether a password is the one that a hash was made of. @throws SignInBusy where too many wait already */
export async function isPassword(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, salt, expected] = PHC.exec(phc) ?? [];
  if (expected === undefined) throw new Error('a password hash is not what this version writes');
  const cost = { memory: Number(memory), passes: Number(passes) };
  const key = await inTurn(() => keyOf(password, Buffer.from(salt!, 'base64'), cost));
  return timingSafeEqual(key, Buffer.from(expected, 'base64'));
}

/** A hash that no password has: checking against it takes as long as against a real one. */
export function nobodysHash({ memory, passes }: Cost = COST): string {
  const [salt, key] = [randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)];
  return `$argon2id$v=19$m=${memory},t=${passes},p=${LANES}$${unpadded(salt)}$${unpadded(key)}`;
}

function keyOf(password: string, nonce: Buffer, { memory, passes }: Cost): Promise<Buffer> {
  // The same characters, however a keyboard composed them (NIST SP 800-63B).
  const message = password.normalize('NFKC');
  return derive('argon2id', { message, nonce, parallelism: LANES, tagLength: HASH_BYTES, memory, passes });
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new SignInBusy('a hundred passwords wait to be hashed');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
