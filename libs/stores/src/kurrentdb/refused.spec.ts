import { StoreRefused, StoreUnavailable } from '#eventsourcing';
import { collect, eventsIn, followUntil, newStream, sampleEvent, until, write } from '#eventsourcing/testing';
import { cleanUp, IMPATIENT, oneStream, open, QUICK, start } from '../../../../test/kurrentdb-protocol/fixture.js';
import type { Fault } from '../../../../test/kurrentdb-protocol/faults.js';
import type { ProtocolServer } from '../../../../test/kurrentdb-protocol/server.js';

const REFUSALS = ['unauthenticated', 'forbidden'] as const;

afterEach(cleanUp);

function refuse(server: ProtocolServer, fault: Fault): void {
  for (const call of ['append', 'read', 'subscribe'] as const) server.faults.plan(call, fault, Infinity);
}

const withUser = (server: ProtocolServer): string =>
  server.connectionString.replace('://', '://homeward:pa%24%24word@');

describe('a server that refuses us', () => {
  it.each(REFUSALS)('is told of at the start by one sentence with its address and the user (%s)', async (fault) => {
    const server = await start();
    refuse(server, fault);
    const opening = open(withUser(server), IMPATIENT);
    await expect(opening).rejects.toThrow(StoreRefused);
    const message = await opening.then(String, ({ message }: Error) => message);
    expect(message).toMatch(`The event store at 127.0.0.1:${server.port} refuses the user homeward: `);
    expect(message).not.toMatch(/pa(%24|\$)/);
  });

  it('is asked again for a moment at the start: a server that has just started may not know its users yet', async () => {
    const server = await start();
    server.faults.plan('read', 'unauthenticated', 2);
    const store = await open(withUser(server));
    expect(await store.head()).toBeUndefined();
  });

  it.each(REFUSALS)('refuses every call at once with the reason (%s), and is well again by itself', async (fault) => {
    const server = await start();
    const changes: (string | undefined)[] = [];
    const store = await open(withUser(server), { ...QUICK, onChange: (problem) => changes.push(problem?.name) });
    const [first] = oneStream();
    await store.append([first!]);
    refuse(server, fault);
    const calls = [store.append(oneStream()), collect(store.read(first!.stream)), store.head()];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map((outcome) => 'reason' in outcome && outcome.reason instanceof StoreRefused)).toEqual([
      true,
      true,
      true,
    ]);
    expect(changes).toEqual(['StoreRefused']);
    server.faults.clear();
    await Promise.all([store.append(oneStream()), collect(store.read(first!.stream)), store.head()]);
    expect(changes).toEqual(['StoreRefused', undefined]);
  });

  it('refuses the right to write alone, and is told of until that is given back', async () => {
    const server = await start();
    const changes: (string | undefined)[] = [];
    const store = await open(withUser(server), { ...QUICK, onChange: (problem) => changes.push(problem?.name) });
    server.faults.plan('append', 'forbidden');
    await expect(store.append(oneStream())).rejects.toThrow(StoreRefused);
    await store.head();
    expect(changes).toEqual(['StoreRefused']);
    await store.append(oneStream());
    expect(changes).toEqual(['StoreRefused', undefined]);
  });

  it('does not end those who follow, who ask again less and less often, though it restarts in between', async () => {
    const server = await start();
    const store = await open(withUser(server), { ...QUICK, maxRetryDelay: 10_000 });
    const stream = newStream();
    await store.append([write(stream, 'none', sampleEvent())]);
    const followed = followUntil(store, undefined, (items) => eventsIn(items).length === 2);
    await until('following', () => server.subscriptions === 1);
    refuse(server, 'unauthenticated');
    server.stop();
    await server.start();
    await until('being refused', () => server.calls.subscribe >= 4);
    server.faults.clear();
    await store.append([write(stream, 0, sampleEvent())]);
    expect(eventsIn(await followed).map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('is told from one that is away', async () => {
    const server = await start();
    const store = await open(withUser(server), IMPATIENT);
    server.stop();
    const away = await store.head().catch((error: Error) => error);
    expect(away).toBeInstanceOf(StoreUnavailable);
    expect(away).not.toBeInstanceOf(StoreRefused);
  });
});
