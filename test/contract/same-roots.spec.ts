import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#eventsourcing';
import { sampleEvent, until } from '#eventsourcing/testing';
import { nodesOf, rootAt } from '#ledger';
import { openEventStore, openLedger, type LogLedger } from '#stores';
import { copyLog } from '../../apps/cli/src/copy-log.js';
import { ProtocolServer } from '../kurrentdb-protocol/server.js';

const SIZE = 300;

/** The root of a log's tree at every size that it ever had, in hexadecimal. */
async function rootsOf(ledger: LogLedger): Promise<string[]> {
  const sizes = Array.from({ length: SIZE + 1 }, (_, size) => size);
  return Promise.all(sizes.map(async (size) => (await rootAt(nodesOf(ledger, size), size)).toString('hex')));
}

/** Opens the tree over a log, and waits until it counts all of it. */
async function treeOver(address: string, store: EventStore, folder: string): Promise<LogLedger> {
  const ledger = await openLedger(address, store, join(folder, `leaves-${Math.random()}.sqlite`));
  await until('counting all records', async () => (await ledger.state()).size >= SIZE);
  return ledger;
}

describe('one log, copied between SQLite and KurrentDB', () => {
  it('has the same root at every size, there and back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'homeward-roots-'));
    const server = await ProtocolServer.start({ version: '26.1.0' });
    const addresses = [
      `sqlite:${join(folder, 'a.sqlite')}`,
      server.connectionString,
      `sqlite:${join(folder, 'b.sqlite')}`,
    ];
    const stores = await Promise.all(addresses.map((address) => openEventStore(address)));
    for (let n = 0; n < SIZE; n++) {
      // In turns, so that what stands together in the log does not stand together in a stream.
      const expected = n < 7 ? 'none' : Math.floor(n / 7) - 1;
      await stores[0]!.append([{ stream: `cohort-${n % 7}`, expected, events: [sampleEvent({ n })] }]);
    }
    await copyLog(stores[0]!, stores[1]!);
    await copyLog(stores[1]!, stores[2]!);
    const trees: LogLedger[] = [];
    for (const [at, store] of stores.entries()) trees.push(await treeOver(addresses[at]!, store, folder));
    const [sqlite, kurrentdb, back] = await Promise.all(trees.map(rootsOf));
    expect(new Set(sqlite).size).toBe(SIZE + 1);
    expect(kurrentdb).toEqual(sqlite);
    expect(back).toEqual(sqlite);
    for (const each of [...trees, ...stores]) await each.close();
    server.stop();
    await rm(folder, { recursive: true });
  });
});
