import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { start } from './child.mjs';

export const HOMEWARD = fileURLToPath(new URL('../../dist/apps/api/src/main.js', import.meta.url));

/**
 * Starts a server as a process of its own and gives its address, its process and how to stop it.
 * @param entry a script that prints one line with the address it listens at
 */
export async function startServer(entry, { dataDir, env = {} }) {
  const settings = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    EVENT_STORE: 'sqlite',
    LOG_LEVEL: 'info',
    // It counts, and is never reached.
    RATE_LIMIT: '10000000',
  };
  const child = start(entry, [], { env: { ...process.env, ...settings, ...env } });
  const ended = once(child, 'exit');
  const server = { child, stop };
  for await (const line of createInterface({ input: child.stdout })) {
    const note = /^administrator token: written to (.+)$/.exec(line)?.[1];
    if (note !== undefined) server.administrator = readFileSync(note, 'utf8').trim();
    server.url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
    if (server.url !== undefined) break;
  }
  if (server.url === undefined) throw new Error(`${entry} did not start`);
  child.stdout.resume();
  return server;

  async function stop() {
    child.kill('SIGTERM');
    await ended;
  }
}

/** A token with these roles. */
export async function tokenFor({ url, administrator }, roles) {
  const response = await fetch(`${url}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${administrator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ owner: 'Bench', roles, expiresAt: null }),
  });
  const { token, ...rest } = await response.json();
  if (response.status !== 201) throw new Error(`no token: ${JSON.stringify(rest)}`);
  return token;
}

/** Waits until all that is in the log can be read. */
export async function caughtUp({ url }) {
  for (;;) {
    const { status, projections } = await (await fetch(`${url}/health/ready`)).json();
    if (status === 'ready' && projections.position === projections.head) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
