import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Client } from '../example/client.js';
import { enterUnderItsDays } from '../example/dated.js';
import { play } from '../example/play.js';
import { printProjections } from '../example/print-projections.js';
import { LATE_NEWS, REFERENCE_CASE } from '../example/reference-case.js';
import { startServer } from '../example/server.js';

/** `homeward example`: the whole of it in a minute, on data that is thrown away. */
export function exampleCommand(): Command {
  return new Command('example')
    .option('--once', 'end when the projections are printed')
    .option(
      '--dated',
      'enter everything under the days when the news came, late news among it: to ask what was known then',
    )
    .action(async ({ once: ends = false, dated = false }: { once?: boolean; dated?: boolean }) => {
      const folder = await mkdtemp(join(tmpdir(), 'homeward-example-'));
      try {
        await show(folder, ends, dated);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}

async function show(folder: string, ends: boolean, dated: boolean): Promise<void> {
  const entered = dated ? await enterUnderItsDays([...REFERENCE_CASE, ...LATE_NEWS], folder) : undefined;
  const server = await startServer(folder, await port());
  const goOn = stopping();
  try {
    const administrator = new Client(server.address, server.token);
    const caseworker = await administrator.tokenFor('Field office', 'caseworker');
    const client = administrator.as(caseworker);
    const last = entered ?? (await play(client, REFERENCE_CASE)).at(-1)!;
    // Everyone reads their own writes: this waits until the projections have come that far.
    await client.get(`/cohorts?after=${last}`);
    await printProjections(client);
    if (ends) return;
    console.log(`Homeward serves at      ${server.address}/api/docs`);
    console.log(`caseworker's token      ${caseworker}`);
    console.log(`auditor's token         ${await administrator.tokenFor('Auditor', 'auditor')}`);
    console.log(`administrator's token   ${server.token}`);
    console.log(`data folder             ${folder}\n`);
    console.log(`Try it:  curl -H 'Authorization: Bearer ${caseworker}' ${server.address}/api/v1/cohorts`);
    console.log('Ctrl-C ends it; the data is thrown away.');
    await Promise.race([goOn, once(server.process, 'exit')]);
  } finally {
    await server.stop();
  }
}

/** Resolves at Ctrl-C, or when anyone who started this asks it to end. */
function stopping(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** The one that is asked for; otherwise the usual one, or any that is free. */
async function port(): Promise<string> {
  const { PORT = '' } = process.env;
  return PORT !== '' ? PORT : (await isFree(3000)) ? '3000' : '0';
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
