import { StoreUnavailable } from '#eventsourcing';
import { aWhile, collect, newStream } from '#eventsourcing/testing';
import { cleanUp, IMPATIENT, oneStream, open, start } from '../../../../test/kurrentdb-protocol/fixture.js';
import type { KurrentDbEventStore } from './event-store.js';

afterEach(cleanUp);

describe('reading', () => {
  const reads: [string, (store: KurrentDbEventStore, stream: string) => Promise<unknown>][] = [
    ['a stream', (store, stream) => collect(store.read(stream))],
    ['the log', (store) => collect(store.readAll())],
    ['the head', (store) => store.head()],
  ];

  it.each(reads)('%s goes on with a new client after the server was away', async (_, read) => {
    const server = await start();
    const store = await open(server.connectionString);
    const [append] = oneStream();
    await store.append([append!]);
    const before = await read(store, append!.stream);
    server.stop();
    const during = read(store, append!.stream);
    await aWhile(200);
    await server.start();
    expect(await during).toEqual(before);
    expect(await read(store, append!.stream)).toEqual(before);
  });

  it.each(reads)('%s is tried again where the server stays silent, then given up', async (_, read) => {
    const server = await start();
    const [store, impatient] = [await open(server.connectionString), await open(server.connectionString, IMPATIENT)];
    const before = server.calls.read;
    server.faults.plan('read', 'silence');
    await read(store, newStream());
    expect(server.calls.read - before).toBe(2);
    server.faults.plan('read', 'silence', Infinity);
    await expect(read(impatient, newStream())).rejects.toThrow(StoreUnavailable);
  });

  it('never gives the events that the server writes for itself', async () => {
    const server = await start();
    const store = await open(server.connectionString);
    expect(await collect(store.readAll())).toEqual([]);
    const { position } = await store.append(oneStream());
    server.log.writeSystemEvent();
    expect(await collect(store.readAll())).toHaveLength(2);
    expect(await store.head()).toBe(position);
  });
});
