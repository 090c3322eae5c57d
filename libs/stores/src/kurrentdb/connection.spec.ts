import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { StoreUnavailable } from '#eventsourcing';
import { aWhile, collect, until } from '#eventsourcing/testing';
import { cleanUp, IMPATIENT, oneStream, open, QUICK, start } from '../../../../test/kurrentdb-protocol/fixture.js';

afterEach(cleanUp);

describe('connecting', () => {
  it.each(['24.10.0', '25.0.1'])('refuses a server of version %s, and says why', async (version) => {
    const server = await start({ version });
    await expect(open(server.connectionString)).rejects.toMatchObject({
      name: 'UnsupportedServer',
      message: expect.stringContaining(version),
    });
  });

  it('waits for a server that comes up later', async () => {
    const server = await start();
    server.stop();
    const opening = open(server.connectionString);
    await aWhile(100);
    await server.start();
    const store = await opening;
    expect(await store.head()).toBeUndefined();
  });

  it.each(['unavailable', 'silence'] as const)('gives up on a server that goes on with %s', async (fault) => {
    const server = await start();
    server.faults.plan('features', fault, Infinity);
    await expect(open(server.connectionString, IMPATIENT)).rejects.toThrow(StoreUnavailable);
  });

  it('does not make a new client for every attempt while the server is away: each leaves memory behind', async () => {
    const server = await start();
    const store = await open(server.connectionString, { ...QUICK, patience: 500 });
    const following = collect(store.follow());
    const make = KurrentDBClient.connectionString;
    let made = 0;
    KurrentDBClient.connectionString = (url, ...parts) => (made++, make.call(KurrentDBClient, url, ...parts));
    server.stop();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => store.append(oneStream())));
    expect(attempts.map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
    await server.start();
    await until('an append', () => store.append(oneStream()).catch(() => undefined));
    KurrentDBClient.connectionString = make;
    expect(made).toBeLessThanOrEqual(1);
    await store.close();
    await following;
  });
});
