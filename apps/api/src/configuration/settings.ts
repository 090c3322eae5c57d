import { isIP } from 'node:net';
import { join } from 'node:path';
import { LONGEST_LIFE_DAYS } from '#access';
import { isKeyName } from '#ledger';
import { LOG_LEVELS, type LogLevel } from '#http';
import { isAllowance } from '#webhooks';
import type { WitnessAddress } from '../audit/witnesses.js';
import { keysOfType, witnessAddresses } from './keys.js';

/** Everything that can be set from outside. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Address of the event store, as `#stores` opens it; `sqlite` stands for the log in the data folder. */
  readonly eventStore: string;
  readonly logLevel: LogLevel;
  /** Requests a minute and token; 0 for no limit. */
  readonly rateLimit: number;
  /** Where people reach the server; null for this machine alone. */
  readonly publicUrl: string | null;
  /** Addresses and networks whose word about a client's address is believed. */
  readonly trustedProxies: readonly string[];
  /** Days that a token is good for at most. */
  readonly tokenLongestDays: number;
  /** Records a second that are read again in the background; 0 for none. */
  readonly scrubRate: number;
  /** Hosts and networks that webhooks may be sent to although they are not public, and without TLS. */
  readonly webhooksAllowPrivate: readonly string[];
  /** Name of the log in its checkpoints; `new` for the one that it has, or one that nobody else has. */
  readonly ledgerOrigin: string;
  /** Who cosigns our checkpoints. */
  readonly ledgerWitnesses: readonly WitnessAddress[];
  /** Public keys of the logs that we cosign; the keys of one log follow each other. */
  readonly witnessedLogs: readonly string[];
  /** Name of this server as a witness. */
  readonly witnessName: string;
}

interface Setting<Value> {
  readonly name: string;
  readonly byDefault: string;
  /** Sentences for `.env.example`. */
  readonly about: string;
  /** What a value may be, after "must be". */
  readonly mayBe: string;
  /** The value that a text stands for; undefined where it is none. */
  readonly read: (text: string) => Value | undefined;
}

/** The one description of the configuration: it is read by it, and `.env.example` is made from it. */
export const SETTINGS: { readonly [Name in keyof Settings]: Setting<Settings[Name]> } = {
  host: {
    name: 'HOST',
    byDefault: '127.0.0.1',
    about: 'Address to listen on. 0.0.0.0 listens on every network: put TLS in front of it.',
    mayBe: 'an address or a host name such as 127.0.0.1, 0.0.0.0 or localhost',
    read: (text) => (/^[\w.:-]{1,253}$/.test(text) ? text : undefined),
  },
  port: {
    name: 'PORT',
    byDefault: '3000',
    about: 'Port to listen on; 0 takes any that is free.',
    mayBe: 'a whole number from 0 to 65535',
    read: (text) => wholeNumber(text, 65_535),
  },
  dataDir: {
    name: 'DATA_DIR',
    byDefault: './data',
    about: 'Folder of the log, the read database and the tokens. It is made where it does not exist.',
    mayBe: 'the path of a folder',
    read: (text) => (text.includes('\0') ? undefined : text),
  },
  eventStore: {
    name: 'EVENT_STORE',
    byDefault: 'sqlite',
    about: 'Where events are kept: sqlite (in DATA_DIR), or a KurrentDB server. memory forgets everything at the end.',
    mayBe: 'sqlite, memory or a connection string such as kurrentdb://admin:changeit@localhost:2113?tls=false',
    read: (text) =>
      ['sqlite', 'memory'].includes(text) || /^(?:kurrentdb|esdb)(?:\+discover)?:\/\/\S+$/.test(text)
        ? text
        : undefined,
  },
  logLevel: {
    name: 'LOG_LEVEL',
    byDefault: 'info',
    about:
      'How much is logged, one JSON object a line; debug logs every request, by its route and without its content.',
    mayBe: `one of ${LOG_LEVELS.join(', ')}`,
    read: (text) => LOG_LEVELS.find((level) => level === text),
  },
  rateLimit: {
    name: 'RATE_LIMIT',
    byDefault: '60000',
    about: 'Requests a minute that one token may make, and may make at once; 0 for no limit.',
    mayBe: 'a whole number from 0 to 10000000',
    read: (text) => wholeNumber(text, 10_000_000),
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    byDefault: 'none',
    about:
      'Where people reach the server, e.g. https://homeward.ngo.example: invitations and passkeys are bound to it.',
    mayBe:
      'none (for this machine alone, at http://localhost), or an address without a path, with https unless it is localhost',
    read: (text) => (text === 'none' ? null : publicOrigin(text)),
  },
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    byDefault: 'none',
    about:
      'Proxies in front: what their X-Forwarded-For says of a client is believed, so that wrong passwords are counted by client.',
    mayBe: 'none, or addresses and networks such as 10.0.0.5,10.1.0.0/16,::1',
    read: (text) => {
      const proxies = text === 'none' ? [] : text.split(',').map((each) => each.trim());
      return proxies.every(isNetwork) ? proxies : undefined;
    },
  },
  tokenLongestDays: {
    name: 'TOKEN_LONGEST_DAYS',
    byDefault: String(LONGEST_LIFE_DAYS),
    about: 'Days that a token is good for at most. Tokens that were made before keep theirs.',
    mayBe: 'a whole number from 1 to 3650',
    read: (text) => wholeNumber(text, 3_650) || undefined,
  },
  scrubRate: {
    name: 'SCRUB_RATE',
    byDefault: '5000',
    about: 'Records a second that are read again in the background, to find what was altered; 0 for none.',
    mayBe: 'a whole number from 0 to 1000000',
    read: (text) => wholeNumber(text, 1_000_000),
  },
  webhooksAllowPrivate: {
    name: 'WEBHOOKS_ALLOW_PRIVATE',
    byDefault: 'none',
    about: 'Where webhooks may go besides public addresses, and without TLS: hosts and networks, separated by commas.',
    mayBe: 'none, or hosts, addresses and networks such as hooks.internal,10.1.0.0/16,::1',
    read: (text) => {
      const allowed = text === 'none' ? [] : text.split(',').map((each) => each.trim());
      return allowed.every(isAllowance) ? allowed : undefined;
    },
  },
  ledgerOrigin: {
    name: 'LEDGER_ORIGIN',
    byDefault: 'new',
    about:
      'Name of the log in its signed checkpoints, e.g. ngo.example/homeward. It is given once, at the first start.',
    mayBe:
      'new (for a name that nobody else has, or the one that the log has), or a name without spaces and plus signs',
    read: (text) => (isKeyName(text) && text.length <= 200 ? text : undefined),
  },
  ledgerWitnesses: {
    name: 'LEDGER_WITNESSES',
    byDefault: 'none',
    about:
      'Partners that cosign the checkpoints (C2SP tlog-witness), so that nobody, we neither, can rewrite the log unnoticed.',
    mayBe:
      'none, or pairs of a public key and an address, separated by spaces: <name>+<id>+<key> https://partner.example/witness',
    read: (text) => (text === 'none' ? [] : witnessAddresses(text)),
  },
  witnessedLogs: {
    name: 'WITNESSED_LOGS',
    byDefault: 'none',
    about: 'Logs of partners that this server watches and cosigns, at /witness/add-checkpoint.',
    mayBe: 'none, or the public keys of their logs, separated by spaces',
    read: (text) => (text === 'none' ? [] : keysOfType(text, 'note')),
  },
  witnessName: {
    name: 'WITNESS_NAME',
    byDefault: 'homeward-witness',
    about: 'Name of this server as a witness, e.g. ngo.example/witness. It is given once.',
    mayBe: 'a name without spaces and plus signs',
    read: (text) => (isKeyName(text) && text.length <= 200 ? text : undefined),
  },
};

/** The configuration is wrong; `problems` says which settings, what they are and what they may be. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/**
 * Reads the configuration from the environment. What is empty counts as not set.
 * @throws InvalidSettings with every setting that is wrong
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const values = Object.entries(SETTINGS).map(([key, setting]) => {
    const text = environment[setting.name] || setting.byDefault;
    const value = setting.read(text);
    // What is not understood may still hold a password.
    const shown = setting.name === 'EVENT_STORE' ? 'what it is' : JSON.stringify(text);
    if (value === undefined) problems.push(`${setting.name} must be ${setting.mayBe}, not ${shown}`);
    return [key, value];
  });
  if (problems.length > 0) throw new InvalidSettings(problems);
  return Object.fromEntries(values) as Settings;
}

/** The text of `.env.example`. */
export function envExample(): string {
  const blocks = Object.values(SETTINGS).map(
    ({ name, byDefault, about, mayBe }) => `# ${about}\n# It may be ${mayBe}.\n# ${name}=${byDefault}\n`,
  );
  return [
    '# Everything that can be set, with what holds where it is not. Read from the environment at the start.\n',
    ...blocks,
  ].join('\n');
}

/** The address that `#stores` opens the log at. */
export function logAddress({ eventStore, dataDir }: Pick<Settings, 'eventStore' | 'dataDir'>): string {
  return eventStore === 'sqlite' ? `sqlite:${join(dataDir, 'log.sqlite')}` : eventStore;
}

/** The origin of an address that has nothing else; undefined where it has, or browsers would not take our cookie there. */
function publicOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, href } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
  return isSafe && href === `${origin}/` ? origin : undefined;
}

function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!;
  return bits > 0 && rest.length === 0 && (length === undefined || wholeNumber(length, bits) !== undefined);
}

function wholeNumber(text: string, most: number): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}
