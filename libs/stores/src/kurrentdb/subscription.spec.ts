import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { aWhile, newStream, sampleEvents, write } from '#eventsourcing/testing';
import { cleanUp, open, start } from '../../../../test/kurrentdb-protocol/fixture.js';
import { toSettings } from './options.js';
import { Subscription, type Item } from './subscription.js';

afterEach(cleanUp);

describe('a subscription', () => {
  it('gives its markers behind the events that came before them, also those that the client still holds', async () => {
    const server = await start();
    const store = await open(server.connectionString);
    await store.append([write(newStream(), 'none', ...sampleEvents(20))]);
    const client = KurrentDBClient.connectionString(server.connectionString);
    const { signal } = new AbortController();
    const subscription = new Subscription(client, toSettings({ highWaterMark: 10 }), undefined, signal);
    // Ten wait here, the others in the client, when "caught up" is told.
    await aWhile();

    const items: Item[] = [];
    while (items.length < 21) {
      const item = subscription.take();
      if (item === undefined) await subscription.more(signal);
      else items.push(item);
    }
    expect(items.map((item) => ('event' in item ? item.event.revision : Object.keys(item)[0]))).toEqual([
      ...Array.from({ length: 20 }, (_, revision) => revision),
      'caughtUp',
    ]);
    subscription.close();
    await client.dispose();
  });
});
