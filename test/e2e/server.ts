import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '#eventsourcing/testing';

/** What `npm start` runs. */
export const SERVER = fileURLToPath(new URL('../../dist/apps/api/src/main.js', import.meta.url));

/** Compiled code is kept from one start to the next: there are many. */
const ALWAYS = {
  PATH: process.env.PATH,
  PORT: '0',
  LOG_LEVEL: 'debug',
  NODE_COMPILE_CACHE: join(tmpdir(), 'homeward-code'),
};

export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A server as a process of its own, on real HTTP and a real data folder. `npm test` builds what it runs. */
export interface TestServer {
  readonly address: string;
  readonly folder: string;
  readonly process: ChildProcess;
  /** What it has printed so far, logs and all. */
  readonly printed: () => string;
  /** The administrator's token: printed at the first start only. */
  readonly administrator: string;
  /** A new token's secret. */
  readonly token: (...roles: string[]) => Promise<string>;
  /** SIGTERM; gives the exit code. The folder stays. */
  readonly stop: () => Promise<number | null>;
  readonly kill: () => Promise<void>;
}

export interface StartOptions {
  /** A folder of a server that ran before; a fresh one if left out. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const folders = new Set<string>();
const running = new Set<ChildProcess>();

/** Removes what all servers of a test file left behind. */
export function cleanUp(): void {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  running.clear();
  folders.clear();
}

export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-e2e-'));
  folders.add(folder);
  return folder;
}

/** Starts a server and waits until it says where it is. */
export async function startServer({ folder = freshFolder(), environment }: StartOptions = {}): Promise<TestServer> {
  const { child, printed, exited } = launch(folder, environment);
  const address = await waitFor(() => /at (http:\/\/\S+), its API/.exec(printed())?.[1], exited, printed);
  // Nobody watches: it stands in a file, until it is used.
  const note = /^administrator token: written to (.+)$/m.exec(printed())?.[1];
  const administrator = note === undefined ? '' : readFileSync(note, 'utf8').trim();
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    await exited;
    return child.exitCode;
  };
  const token = async (...roles: string[]): Promise<string> => {
    const { body } = await new Client(address, administrator).post('/api/v1/tokens', { owner: roles.join('-'), roles });
    return (body as { token: string }).token;
  };
  return { address, folder, process: child, printed, administrator, token, stop, kill };
}

/** Starts a server that is expected not to come up: gives its exit code and what it printed. */
export async function startInVain({ folder = freshFolder(), environment }: StartOptions): Promise<{
  readonly code: number | null;
  readonly printed: string;
}> {
  const { child, printed, exited } = launch(folder, environment);
  await exited;
  return { code: child.exitCode, printed: printed() };
}

function launch(folder: string, environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...ALWAYS, DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more) => (text += more));
  const exited = once(child, 'close').then(() => void running.delete(child));
  return { child, printed: () => text, exited };
}

async function waitFor(look: () => string | undefined, exited: Promise<void>, printed: () => string): Promise<string> {
  const over = exited.then(() => true);
  for (const deadline = Date.now() + 45_000; Date.now() < deadline;) {
    const found = look();
    if (found !== undefined) return found;
    const pause = new Promise<false>((resolve) => setTimeout(() => resolve(false), 10));
    if (await Promise.race([over, pause])) break;
  }
  throw new Error(`the server did not come up:\n${printed()}`);
}

/** Somebody with a token, or without one. */
export class Client {
  constructor(
    readonly address: string,
    private readonly token?: string,
  ) {}

  /** Asks again where the read models have not come so far yet, as every client does; `send` asks once. */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return until(`an answer to ${path}`, async () => {
      const answer = await this.send('GET', path, undefined, headers);
      return answer.body?.code !== 'projection-behind' && answer;
    });
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send('POST', path, text, { 'content-type': 'application/json', ...headers });
  }

  async send(
    method: string,
    path: string,
    body?: RequestInit['body'],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const authorization = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    const response = await fetch(this.address + path, { method, body, headers: { ...authorization, ...headers } });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
}
