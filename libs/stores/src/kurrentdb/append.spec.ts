import { StoreUnavailable } from '#eventsourcing';
import { aWhile, collect, newStream, sampleEvent, until, write } from '#eventsourcing/testing';
import {
  cleanUp,
  eventsOf,
  IMPATIENT,
  KINDS,
  oneStream,
  open,
  start,
} from '../../../../test/kurrentdb-protocol/fixture.js';

afterEach(cleanUp);

describe.each(KINDS)('an append $kind', ({ version, writes }) => {
  it.each(['unavailable', 'silence'] as const)('is sent again after %s, and written once', async (fault) => {
    const server = await start({ version });
    const store = await open(server.connectionString);
    const append = writes();
    server.faults.plan('append', fault);
    const { revisions } = await store.append(append);
    expect(revisions).toEqual(append.map(({ events }) => events.length - 1));
    expect(server.calls.append).toBe(2);
    expect(eventsOf(server).map(({ id }) => id)).toEqual(append.flatMap(({ events }) => events.map(({ id }) => id)));
  });

  it.each(['lost-acknowledgement', 'unanswered'] as const)(
    'is written once where the answer is lost (%s), and says where',
    async (fault) => {
      const server = await start({ version });
      const store = await open(server.connectionString);
      const append = writes();
      server.faults.plan('append', fault, 2);
      const { position, revisions } = await store.append(append);
      expect(server.calls.append).toBe(3);
      expect(eventsOf(server)).toHaveLength(append.flatMap(({ events }) => events).length);
      expect(revisions).toEqual(append.map(({ events }) => events.length - 1));
      expect((await collect(store.readAll())).at(-1)!.position).toBe(position);
    },
  );

  it('is StoreUnavailable when patience is over, and may be sent again later', async () => {
    const server = await start({ version });
    const store = await open(server.connectionString, IMPATIENT);
    const append = writes();
    server.faults.plan('append', 'unanswered', Infinity);
    await expect(store.append(append)).rejects.toThrow(StoreUnavailable);
    server.faults.clear();
    const { position } = await until('an append', () => store.append(append).catch(() => undefined));
    expect(eventsOf(server)).toHaveLength(append.flatMap(({ events }) => events).length);
    expect(await until('the head', () => store.head().catch(() => undefined))).toBe(position);
  });

  it.each(['unavailable', 'silence'] as const)('is given up at once when its signal aborts (%s)', async (fault) => {
    const server = await start({ version });
    const patient = { callTimeout: 60_000, patience: 60_000, retryDelay: 30_000 };
    const store = await open(server.connectionString, patient);
    server.faults.plan('append', fault, Infinity);
    const stop = new AbortController();
    const waiting = store.append(writes(), { signal: stop.signal });
    await aWhile();
    stop.abort();
    await expect(waiting).rejects.toThrow(StoreUnavailable);
  });

  it('goes to the leader where the node is not it', async () => {
    const leader = await start({ version });
    const follower = await start({ version, log: leader.log });
    const cluster = `kurrentdb://127.0.0.1:${leader.port},127.0.0.1:${follower.port}?tls=false`;
    // Before the election it was the other way round.
    leader.leaderPort = follower.leaderPort = follower.port;
    const store = await open(cluster);
    leader.leaderPort = follower.leaderPort = leader.port;
    follower.faults.plan('append', 'not-leader', Infinity);
    await store.append(writes());
    expect(follower.calls.append).toBe(1);
    expect(leader.calls.append).toBe(1);
  });
});

describe('a node that is not the leader', () => {
  it('hands a single stream on by itself, where it alone is in the connection string', async () => {
    const leader = await start();
    const follower = await start({ log: leader.log });
    const store = await open(follower.connectionString);
    follower.leaderPort = leader.port;
    follower.faults.plan('append', 'not-leader', Infinity);
    await store.append(oneStream());
    expect([follower.calls.append, leader.calls.append]).toEqual([1, 1]);
  });
});

describe('a wrong revision', () => {
  it('is said at once, without sending the append again', async () => {
    const server = await start();
    const store = await open(server.connectionString);
    const [stream, other] = [newStream(), newStream('exchange')];
    await store.append([write(stream, 'none', sampleEvent())]);
    await expect(store.append([write(stream, 'none', sampleEvent())])).rejects.toMatchObject({ actual: 0 });
    const across = [write(other, 'none', sampleEvent()), write(stream, 3, sampleEvent())];
    await expect(store.append(across)).rejects.toMatchObject({ name: 'WrongRevision', stream, expected: 3, actual: 0 });
    expect(server.calls.append).toBe(3);
  });
});
