import { readFileSync } from 'node:fs';
import { credentials as grpcCredentials, type ChannelCredentials } from '@grpc/grpc-js';
import { parseConnectionString } from '@kurrent/kurrentdb-client/dist/Client/parseConnectionString.js';
import type { Settings } from './options.js';

/** One server of a cluster. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** `<scheme>[+discover]://[<user>:<password>@]<hosts>[/][?<options>]`. */
const PARTS = /^([^:+]+)(\+discover)?:\/\/([^:]+:[^@]+@)?([^/?]*)(.*)$/;

/** What a connection string says, in the words that this store needs. */
export class Address {
  private readonly connectionString: string;
  private readonly parts: RegExpExecArray | null;

  constructor(connectionString: string, settings: Settings) {
    this.connectionString = withDefaults(connectionString.trim(), settings);
    this.parts = PARTS.exec(this.connectionString);
  }

  /** True where it names several nodes, or a name behind which they stand: then somebody has to say which of them leads. */
  get isCluster(): boolean {
    return this.parts !== null && (this.parts[2] !== undefined || this.parts[4]!.includes(','));
  }

  /** The nodes it names. */
  get seeds(): readonly Endpoint[] {
    return parseConnectionString(this.connectionString).hosts.map(({ address, port }) => ({ address, port }));
  }

  /** For messages: the nodes as they were written, without user and password. */
  get hosts(): string {
    return this.parts?.[4] ?? 'its address';
  }

  get credentials(): { readonly username: string; readonly password: string } | undefined {
    const [username, password] = this.parts?.[3]?.slice(0, -1).split(':') ?? [];
    if (username === undefined || password === undefined) return undefined;
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  }

  get isEncrypted(): boolean {
    return !/[?&]tls=false\b/i.test(this.connectionString);
  }

  /** A connection string to all that it names, or to one node of them. */
  to(node?: Endpoint): string {
    if (node === undefined || this.parts === null) return this.connectionString;
    const [, scheme, , user = '', , rest] = this.parts;
    return `${scheme}://${user}${node.address}:${node.port}${rest}`;
  }

  /** How a channel of our own to one of its nodes is secured: as the client secures its own. */
  channelCredentials(): ChannelCredentials {
    const { tls, tlsVerifyCert, tlsCAFile, userKeyFile, userCertFile } = parseConnectionString(this.connectionString);
    if (tls === false) return grpcCredentials.createInsecure();
    const verify = tlsVerifyCert === false ? { rejectUnauthorized: false } : {};
    return grpcCredentials.createSsl(read(tlsCAFile), read(userKeyFile), read(userCertFile), verify);
  }
}

/** What the client needs to hear through its connection string, unless the operator says otherwise. */
function withDefaults(connectionString: string, { callTimeout }: Settings): string {
  // The default of 100 makes every first read wait half a second. A node that has fallen silent is asked after 10 s, as
  // less makes the client warn; 3 s are enough for its answer.
  const defaults = { discoveryInterval: 10, defaultDeadline: callTimeout, keepAliveTimeout: 3_000 };
  let full = connectionString;
  for (const [name, value] of Object.entries(defaults)) {
    if (new RegExp(`[?&]${name}=`, 'i').test(full)) continue;
    full += `${full.includes('?') ? '&' : '?'}${name}=${value}`;
  }
  return full;
}

function read(file: string | undefined): Buffer | null {
  return file === undefined ? null : readFileSync(file);
}
