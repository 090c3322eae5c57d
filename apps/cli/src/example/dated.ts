import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore } from '#stores';
import { Client } from './client.js';
import { play } from './play.js';
import type { ExampleRequest } from './reference-case.js';
import { startServer, type Server } from './server.js';

/**
 * Enters the case in the log of a folder as if each step had been recorded when its news came: it is played on a server of its
 * own, whose entries are then copied with other instants. For examples alone: elsewhere the server's clock says when.
 * @returns the position of the last entry
 */
export async function enterUnderItsDays(steps: readonly ExampleRequest[], folder: string): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'homeward-played-'));
  try {
    const server = await startServer(scratch, '0');
    const ends = await playAt(server, steps).finally(() => server.stop());
    const [played, dated] = await Promise.all([openLog(scratch), openLog(folder)]);
    try {
      for await (const { stream, revision, position, canonical: _, ...event } of played.readAll()) {
        const { recordedAt } = steps[ends.findIndex((end) => position <= end)]!;
        const expected = revision === 0 ? 'none' : revision - 1;
        await dated.append([{ stream, expected, events: [{ ...event, recordedAt }] }]);
      }
    } finally {
      await played.close();
      await dated.close();
    }
    return ends.at(-1)!;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function playAt({ address, token }: Server, steps: readonly ExampleRequest[]): Promise<string[]> {
  const administrator = new Client(address, token);
  return play(administrator.as(await administrator.tokenFor('Field office', 'caseworker')), steps);
}

function openLog(folder: string) {
  return openEventStore(`sqlite:${join(folder, 'log.sqlite')}`);
}
