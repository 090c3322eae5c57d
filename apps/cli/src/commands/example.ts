import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Client } from '../example/client.js';
import { printProjections } from '../example/print-projections.js';
import { REFERENCE_CASE } from '../example/reference-case.js';
import { startServer } from '../example/server.js';

/** `homeward example`: the whole of it in a minute, on data that is thrown away. */
export function exampleCommand(): Command {
  return new Command('example')
    .description(
      'start a server on a fresh database, play the exchange of 24 August 2025, print the projections and go on serving',
    )
    .option('--once', 'end when the projections are printed')
    .action(async ({ once: ends = false }: { once?: boolean }) => {
      const folder = await mkdtemp(join(tmpdir(), 'homeward-example-'));
      const server = await startServer(folder, (await isFree(3000)) ? 3000 : 0);
      const goOn = stopping();
      try {
        const administrator = new Client(server.address, server.token);
        const caseworker = await tokenFor(administrator, 'Field office', 'caseworker');
        await play(administrator.as(caseworker));
        await printProjections(administrator.as(caseworker));
        if (ends) return;
        console.log(`Homeward serves at      ${server.address}/api/docs`);
        console.log(`caseworker's token      ${caseworker}`);
        console.log(`administrator's token   ${server.token}\n`);
        console.log(`Try it:  curl -H 'Authorization: Bearer ${caseworker}' ${server.address}/api/v1/cohorts`);
        console.log('Ctrl-C ends it; the data is thrown away.');
        await Promise.race([goOn, once(server.process, 'exit')]);
      } finally {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      }
    });
}

async function play(client: Client): Promise<void> {
  let last = '';
  for (const { says, path, body } of REFERENCE_CASE) {
    const { position } = await client.post<{ position: string }>(path, body);
    last = position;
    console.log(`  POST ${path}\n       ${says}`);
  }
  console.log();
  // Everyone reads their own writes: this waits until the projections have come that far.
  await client.get(`/cohorts?after=${last}`);
}

async function tokenFor(administrator: Client, owner: string, role: string): Promise<string> {
  const { token } = await administrator.post<{ token: string }>('/tokens', { owner, roles: [role], expiresAt: null });
  return token;
}

/** Resolves at Ctrl-C, or when whoever started this asks it to end. */
function stopping(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
