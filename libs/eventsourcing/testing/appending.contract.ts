import { WrongRevision } from '../src/event-store.js';
import { collect, idsOf, logOf, newStream, sampleEvent, sampleEvents, write, type TheStore } from './sample-events.js';

/** Who may write where, and what is refused. */
export function appendingContract(theStore: TheStore): void {
  const idsIn = async (stream: string): Promise<string[]> => idsOf(await collect(theStore().read(stream)));

  describe('appending', () => {
    it('numbers the events of a stream from 0, in the order given', async () => {
      const stream = newStream();
      const events = sampleEvents(3);
      expect((await theStore().append([write(stream, 'none', ...events.slice(0, 2))])).revisions).toEqual([1]);
      expect((await theStore().append([write(stream, 1, events[2]!)])).revisions).toEqual([2]);

      const recorded = await collect(theStore().read(stream));
      expect(recorded.map(({ revision }) => revision)).toEqual([0, 1, 2]);
      expect(idsOf(recorded)).toEqual(idsOf(events));
      expect(recorded.every((event) => event.stream === stream)).toBe(true);
    });

    it('answers with the position of the last event', async () => {
      const stream = newStream();
      const { position } = await theStore().append([write(stream, 'none', ...sampleEvents(3))]);
      expect((await collect(theStore().read(stream))).at(-1)?.position).toBe(position);
    });

    it.each([
      ['"none" for a stream that exists', 'none' as const],
      ['a stale revision', 0],
      ['a revision ahead of the stream', 2],
    ])('refuses %s and writes nothing', async (_, expected) => {
      const stream = newStream();
      const events = sampleEvents(2);
      await theStore().append([write(stream, 'none', ...events)]);
      const head = await theStore().head();

      const refused = theStore().append([write(stream, expected, sampleEvent())]);
      await expect(refused).rejects.toThrow(WrongRevision);
      await expect(refused).rejects.toMatchObject({ stream, expected, actual: 1 });
      expect(await idsIn(stream)).toEqual(idsOf(events));
      expect(await logOf(theStore(), [stream], head)).toEqual([]);
    });

    it('refuses a revision of a stream that does not exist, saying it is at -1', async () => {
      const stream = newStream();
      await expect(theStore().append([write(stream, 0, sampleEvent())])).rejects.toMatchObject({
        name: 'WrongRevision',
        actual: -1,
      });
      expect(await idsIn(stream)).toEqual([]);
      expect((await theStore().append([write(stream, 'none', sampleEvent())])).revisions).toEqual([0]);
    });

    it('is not moved by stale appends: after three refused ones the right one is taken', async () => {
      const stream = newStream();
      await theStore().append([write(stream, 'none', ...sampleEvents(2))]);
      for (let attempt = 0; attempt < 3; attempt++) {
        await expect(theStore().append([write(stream, 0, ...sampleEvents(2))])).rejects.toMatchObject({ actual: 1 });
      }
      expect((await theStore().append([write(stream, 1, sampleEvent())])).revisions).toEqual([2]);
    });

    it('lets one of two racing writers win', async () => {
      const stream = newStream();
      const [first, second] = [sampleEvent(), sampleEvent()];
      const results = await Promise.allSettled([
        theStore().append([write(stream, 'none', first)]),
        theStore().append([write(stream, 'none', second)]),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = results.find((result) => result.status === 'rejected');
      expect(lost?.reason).toBeInstanceOf(WrongRevision);
      expect(await idsIn(stream)).toEqual([results[0].status === 'fulfilled' ? first.id : second.id]);
    });

    it('writes to several streams in one append', async () => {
      const [cohort, exchange] = [newStream(), newStream('exchange')];
      const before = await theStore().head();
      await theStore().append([write(exchange, 'none', sampleEvent())]);
      const events = sampleEvents(3);
      const { position, revisions } = await theStore().append([
        write(cohort, 'none', events[0]!, events[1]!),
        write(exchange, 0, events[2]!),
      ]);
      expect(revisions).toEqual([1, 1]);
      const log = await logOf(theStore(), [cohort, exchange], before);
      expect(idsOf(log).slice(1)).toEqual(idsOf(events));
      expect(log.at(-1)?.position).toBe(position);
    });

    it.each([0, 1])('writes nothing at all where write %i of two is stale', async (stale) => {
      const streams = [newStream(), newStream('exchange')];
      await theStore().append([write(streams[stale]!, 'none', sampleEvent())]);
      const head = await theStore().head();

      const refused = theStore().append(streams.map((stream) => write(stream, 'none', ...sampleEvents(2))));
      await expect(refused).rejects.toMatchObject({ name: 'WrongRevision', stream: streams[stale], actual: 0 });
      expect(await idsIn(streams[1 - stale]!)).toEqual([]);
      expect(await logOf(theStore(), streams, head)).toEqual([]);
      expect((await theStore().append([write(streams[1 - stale]!, 'none', sampleEvent())])).revisions).toEqual([0]);
    });

    it('refuses to write one stream twice in one append', async () => {
      const stream = newStream();
      const twice = theStore().append([write(stream, 'none', sampleEvent()), write(stream, 0, sampleEvent())]);
      await expect(twice).rejects.toThrow(Error);
      expect(await idsIn(stream)).toEqual([]);
    });

    it('refuses an append of nothing', async () => {
      await expect(theStore().append([])).rejects.toThrow(Error);
      await expect(theStore().append([write(newStream(), 'none')])).rejects.toThrow(Error);
    });
  });
}
