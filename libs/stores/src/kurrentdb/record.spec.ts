import { collect, followUntil, newStream, sampleEvent, write } from '#eventsourcing/testing';
import { cleanUp, KINDS, open, start } from '../../../../test/kurrentdb-protocol/fixture.js';

afterEach(cleanUp);

describe('what the server stores', () => {
  it.each(KINDS)('is the canonical record, with its type, id and origin: $kind', async ({ version }) => {
    const server = await start({ version });
    const store = await open(server.connectionString);
    const events = [
      sampleEvent({ headcount: 7 }, { causation: 'cause-1' }),
      sampleEvent({ b: 1, 10: 2, 9: 3, '-': 4 }),
    ];
    const [stream, other] = [newStream(), newStream('exchange')];
    await store.append([write(stream, 'none', ...events), write(other, 'none', sampleEvent())]);

    const recorded = await collect(store.read(stream));
    const stored = server.log.stream(stream);
    expect(stored.map(({ data }) => Buffer.from(data).toString())).toEqual(recorded.map(({ canonical }) => canonical));
    expect(stored.map(({ id, type }) => ({ id, type }))).toEqual(events.map(({ id, type }) => ({ id, type })));
    // JSON wherever JavaScript keeps the order of its names.
    expect(stored.map(({ contentType }) => contentType)).toEqual(['application/json', 'application/octet-stream']);
    expect(stored.map(({ metadata }) => JSON.parse(Buffer.from(metadata).toString()))).toEqual([
      { $correlationId: 'request-1', $causationId: 'cause-1' },
      { $correlationId: 'request-1' },
    ]);
    const live = await followUntil(store, undefined, (items) => items.length === 2);
    expect(live).toEqual(recorded);
  });
});
