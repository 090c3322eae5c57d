import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What `npx --no-install homeward` runs. */
export const HOMEWARD = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

/** A command that takes so long never ends by itself. */
const HANGS_MS = 300_000;

/** What a command came to. */
export interface Ran {
  /** The exit code; null where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `homeward ...` as a user does, where there is no terminal. */
export function homeward(...args: readonly string[]): Ran {
  return homewardWith({}, ...args);
}

/** The same with variables in the environment, where it otherwise has nothing but PATH. */
export function homewardWith(variables: Readonly<Record<string, string>>, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [HOMEWARD, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...variables },
    timeout: HANGS_MS,
    killSignal: 'SIGKILL',
  });
  return { code: status, stdout, stderr };
}
