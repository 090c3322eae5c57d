import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What `npx --no-install homeward` runs. */
export const HOMEWARD = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

/** A command that takes so long never ends by itself. */
const HANGS_MS = 300_000;

/** What a command came to. Where it did not do what a test builds on, the error shows all that it said. */
export class Ran {
  constructor(
    private readonly args: readonly string[],
    /** The exit code; null where it was killed. */
    readonly code: number | null,
    private readonly signal: string | null,
    readonly stdout: string,
    readonly stderr: string,
  ) {}

  /** What it printed. @throws Error where it did not end well */
  output(): string {
    if (this.code === 0) return this.stdout;
    throw new Error(`it was to end well: ${this.told()}`);
  }

  /** What stands in the first group of a pattern, in what it printed. @throws Error where it is not there */
  find(pattern: RegExp): string {
    const found = pattern.exec(this.stdout)?.[1];
    if (found !== undefined) return found;
    throw new Error(`it was to print ${pattern}: ${this.told()}`);
  }

  /** What it printed with --json, however it ended. @throws Error where that is no JSON */
  json<T = any>(): T {
    try {
      return JSON.parse(this.stdout) as T;
    } catch {
      throw new Error(`it was to print JSON: ${this.told()}`);
    }
  }

  private told(): string {
    const ended = this.signal === null ? `with ${this.code}` : `by ${this.signal}`;
    return `homeward ${this.args.join(' ')}\nended ${ended}\nstdout: ${this.stdout}\nstderr: ${this.stderr}`;
  }
}

/** Runs `homeward ...` as a user does, where there is no terminal. */
export function homeward(...args: readonly string[]): Ran {
  return homewardWith({}, ...args);
}

/** The same with variables in the environment, where it otherwise has nothing but PATH. */
export function homewardWith(variables: Readonly<Record<string, string>>, ...args: readonly string[]): Ran {
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, [HOMEWARD, ...args], {
    encoding: 'utf8',
    env: environment(variables),
    timeout: HANGS_MS,
    killSignal: 'SIGKILL',
  });
  return new Ran(args, status, signal, stdout ?? '', error === undefined ? stderr : `${stderr}\n${error.message}`);
}

/** The same while other things go on in the test. */
export async function homewardMeanwhile(...args: readonly string[]): Promise<Ran> {
  const child = startHomeward(...args);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ]);
  return new Ran(args, code, signal, stdout, stderr);
}

/** Starts a command that goes on until it is told to stop. */
export function startHomeward(...args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [HOMEWARD, ...args], { env: environment({}), stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Compiled code is kept from one start to the next: there are many. */
function environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'homeward-code'), ...variables };
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk as string;
  return text;
}
