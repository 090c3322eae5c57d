import { StoreUnavailable } from '#eventsourcing';
import { cleanUp, IMPATIENT, open, start } from '../../../../test/kurrentdb-protocol/fixture.js';

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
    setTimeout(() => void server.start(), 100);
    const store = await opening;
    expect(await store.head()).toBeUndefined();
  });

  it.each(['unavailable', 'silence'] as const)('gives up on a server that goes on with %s', async (fault) => {
    const server = await start();
    server.faults.plan('features', fault, Infinity);
    await expect(open(server.connectionString, IMPATIENT)).rejects.toThrow(StoreUnavailable);
  });
});
