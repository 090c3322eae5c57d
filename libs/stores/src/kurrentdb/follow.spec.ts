import { isCaughtUp, type CaughtUp, type Recorded } from '#eventsourcing';
import {
  aWhile,
  eventsIn,
  followUntil,
  newStream,
  sampleEvent,
  sampleEvents,
  until,
  write,
} from '#eventsourcing/testing';
import { cleanUp, oneStream, open, QUICK, start } from '../../../../test/kurrentdb-protocol/fixture.js';
import type { ProtocolServer } from '../../../../test/kurrentdb-protocol/server.js';

const revisionsIn = (items: readonly (Recorded | CaughtUp)[]): number[] =>
  eventsIn(items).map(({ revision }) => revision);
const reads = (last: number) => (items: readonly (Recorded | CaughtUp)[]) => revisionsIn(items).at(-1) === last;

afterEach(cleanUp);

describe('following', () => {
  it.each<[string, (server: ProtocolServer) => unknown]>([
    ['a dropped subscription', (server) => server.dropSubscriptions()],
    ['a restart of the server', (server) => (server.stop(), server.start())],
    [
      'a server that does not confirm',
      (server) => (server.faults.plan('subscribe', 'silence'), server.dropSubscriptions()),
    ],
    [
      'a server that is away for a while',
      (server) => (server.faults.plan('subscribe', 'unavailable', 3), server.dropSubscriptions()),
    ],
  ])('goes on after %s, without gaps or repeats', async (_, breakIt) => {
    const server = await start();
    const store = await open(server.connectionString);
    const stream = newStream();
    await store.append([write(stream, 'none', ...sampleEvents(3))]);
    const followed = followUntil(store, undefined, reads(8));
    const subscribed = (times: number): Promise<unknown> =>
      until(`subscribing ${times} times`, () => server.calls.subscribe >= times);
    await subscribed(1);
    await breakIt(server);
    await store.append([write(stream, 2, ...sampleEvents(3))]);
    await subscribed(2);
    await breakIt(server);
    await store.append([write(stream, 5, ...sampleEvents(3))]);
    expect(revisionsIn(await followed)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(server.calls.subscribe).toBeGreaterThanOrEqual(3);
  });

  it('holds the server back for a slow reader', async () => {
    const server = await start();
    const store = await open(server.connectionString, { highWaterMark: 10 });
    const stream = newStream();
    const text = 'x'.repeat(20_000);
    await store.append([write(stream, 'none', ...Array.from({ length: 200 }, () => sampleEvent({ text })))]);
    const items = store.follow()[Symbol.asyncIterator]();
    await items.next();
    await aWhile(100);
    expect(server.sent).toBeLessThan(100);
    await items.return!();
  });

  it('says that it has caught up only after all the events, however slow the reader is', async () => {
    const server = await start();
    const store = await open(server.connectionString, { ...QUICK, highWaterMark: 10 });
    const stream = newStream();
    await store.append([write(stream, 'none', ...sampleEvents(300))]);
    const stop = new AbortController();
    const order: (number | 'caught up')[] = [];
    for await (const item of store.follow(undefined, { signal: stop.signal })) {
      order.push(isCaughtUp(item) ? 'caught up' : item.revision);
      if (order.length % 100 === 0) await aWhile();
      if (isCaughtUp(item)) stop.abort();
    }
    expect(order).toEqual([...Array.from({ length: 300 }, (_, index) => index), 'caught up']);
  });

  it('subscribes again from where the server has looked, not from its own last event', async () => {
    const server = await start();
    const store = await open(server.connectionString);
    const stream = newStream();
    const { position } = await store.append([write(stream, 'none', sampleEvent())]);
    for (let count = 0; count < 3_000; count++) server.log.writeSystemEvent();
    const followed = followUntil(store, position, reads(1));
    const subscribedAfter = (): number[] =>
      server.subscribedFrom.map((from) => server.log.events.filter((event) => event.position <= from!).length);
    await until('subscribing further on than its own last event', async () => {
      await aWhile();
      server.dropSubscriptions();
      return subscribedAfter().at(-1)! > 2;
    });
    await store.append([write(stream, 0, sampleEvent())]);
    expect(revisionsIn(await followed)).toEqual([1]);
    expect([...new Set(subscribedAfter())]).toEqual([2, 2 + 2_048]);
  });

  it('ends, and lets go of the server, when the reader leaves or the store closes', async () => {
    const server = await start();
    const store = await open(server.connectionString);
    await store.append(oneStream());
    for await (const item of store.follow()) if (isCaughtUp(item)) break;
    const items = store.follow()[Symbol.asyncIterator]();
    for (let given = 0; given < 3; given++) expect((await items.next()).done).toBe(false);
    const last = items.next();
    await store.close();
    expect((await last).done).toBe(true);
    await until('the server being let go of', () => server.subscriptions === 0);
  });
});
