import { execFile } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newStream, sampleEvent, write } from '#eventsourcing/testing';
import { SqliteEventStore } from '#stores';
import { HOMEWARD } from '../e2e/homeward.js';
import { cleanUp, freshFolder } from '../e2e/server.js';
import { ProtocolLog } from '../kurrentdb-protocol/log.js';
import { ProtocolServer } from '../kurrentdb-protocol/server.js';

const RECORDS = 10_000;

afterAll(cleanUp);

/** A log of two or more streams whose records alternate. Gives its address. */
async function alternating(streams: number): Promise<string> {
  const file = join(freshFolder(), 'log.sqlite');
  const store = await SqliteEventStore.open(file);
  const names = Array.from({ length: streams }, () => newStream());
  for (let count = 0; count < RECORDS; count += streams) {
    const revision = count / streams - 1;
    const event = () => sampleEvent({ count, text: 'x'.repeat(300) });
    await store.append(names.map((name) => write(name, revision < 0 ? 'none' : revision, event())));
  }
  await store.close();
  return `sqlite:${file}`;
}

/** Copies with `homeward copy`, a process of its own. Gives the records a second from the first to the last, and the appends. */
async function copied(from: string, version: string): Promise<{ readonly rate: number; readonly appends: number }> {
  const file = openSync(join(freshFolder(), 'events'), 'w');
  const server = await ProtocolServer.start({ version, log: new ProtocolLog(file) });
  const to = server.connectionString;
  const { stdout } = await promisify(execFile)(process.execPath, [HOMEWARD, 'copy', '--from', from, '--to', to]);
  server.stop();
  closeSync(file);
  expect(stdout).toContain(`0 records were there, ${RECORDS} copied; both logs are the same`);
  const written = server.log.events.filter(({ stream }) => !stream.startsWith('$'));
  const milliseconds = Number(written.at(-1)!.created) - Number(written[0]!.created);
  return { rate: Math.round((RECORDS * 1_000) / milliseconds), appends: server.calls.append };
}

/**
 * The server syncs each append to the disk before it answers. What it and its protocol cost in JavaScript is most of the time
 * of a copy in order; a real server has other figures.
 */
describe('the rate of copying a log to KurrentDB', () => {
  it.each([2, 40])(
    'is printed, in the order of the log and in runs, for %i streams that alternate',
    async (streams) => {
      const from = await alternating(streams);
      const inOrder = await copied(from, '26.1.0');
      const inRuns = await copied(from, '25.1.0');
      expect(inOrder.appends).toBe(RECORDS / 500);
      expect(inRuns.appends).toBeGreaterThanOrEqual(RECORDS / streams);
      const times = (inOrder.rate / inRuns.rate).toFixed(1);
      console.log(
        `${streams} streams, records a second: ${inOrder.rate} in order, ${inRuns.rate} in runs: ${times} times`,
      );
    },
    300_000,
  );
});
