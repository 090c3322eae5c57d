import type { EventStore } from '../src/event-store.js';
import { IdReused, WrongRevision } from '../src/event-store.js';
import {
  collect,
  eventsIn,
  followUntil,
  idsOf,
  logOf,
  newStream,
  sampleEvent,
  sampleEvents,
  write,
  type TheStore,
} from './sample-events.js';

/** What comes twice and what must last. `reopen` gives the same store where it cannot be reopened. */
export function repeatingContract(
  theStore: TheStore,
  reopen: () => Promise<EventStore>,
  knowsIdsAcrossStreams: boolean,
): void {
  const idsIn = async (stream: string): Promise<string[]> => idsOf(await collect(theStore().read(stream)));

  describe('appending again', () => {
    it('answers the same ids at the same revisions as the first time, and writes nothing', async () => {
      const stream = newStream();
      const append = [write(stream, 'none', ...sampleEvents(2))];
      const first = await theStore().append(append);
      expect(await theStore().append(append)).toEqual(first);
      expect(await idsIn(stream)).toEqual(idsOf(append[0]!.events));
    });

    it('does so across streams, after other events and after a reopening', async () => {
      const [cohort, exchange] = [newStream(), newStream('exchange')];
      await theStore().append([write(cohort, 'none', sampleEvent())]);
      const append = [write(cohort, 0, ...sampleEvents(2)), write(exchange, 'none', sampleEvent())];
      const first = await theStore().append(append);
      await theStore().append([write(cohort, 2, sampleEvent()), write(exchange, 0, sampleEvent())]);

      expect(await theStore().append(append)).toEqual(first);
      await reopen();
      expect(await theStore().append(append)).toEqual(first);
      expect(await idsIn(cohort)).toHaveLength(4);
      expect(await idsIn(exchange)).toHaveLength(2);
    });

    it('answers two that come at once with one position', async () => {
      const append = [write(newStream(), 'none', sampleEvent())];
      const [first, second] = await Promise.all([theStore().append(append), theStore().append(append)]);
      expect(second).toEqual(first);
      expect(await idsIn(append[0]!.stream)).toHaveLength(1);
    });

    it('is a wrong revision where only part of it was written before', async () => {
      const [cohort, exchange] = [newStream(), newStream('exchange')];
      const event = sampleEvent();
      await theStore().append([write(cohort, 'none', event)]);
      const longer = theStore().append([write(cohort, 'none', event, sampleEvent())]);
      await expect(longer).rejects.toThrow(WrongRevision);
      const wider = theStore().append([write(cohort, 'none', event), write(exchange, 'none', sampleEvent())]);
      await expect(wider).rejects.toThrow(WrongRevision);
      expect(await idsIn(cohort)).toEqual([event.id]);
      expect(await idsIn(exchange)).toEqual([]);
    });

    (knowsIdsAcrossStreams ? it : it.failing)(
      'refuses an event id that stands elsewhere, and writes nothing',
      async () => {
        const [cohort, exchange] = [newStream(), newStream('exchange')];
        const event = sampleEvent();
        await theStore().append([write(cohort, 'none', event)]);
        const head = await theStore().head();
        expect(head).toBeDefined();

        const reused = theStore().append([write(exchange, 'none', sampleEvent(), event)]);
        await expect(reused).rejects.toThrow(IdReused);
        await expect(reused).rejects.toMatchObject({ id: event.id });
        await expect(theStore().append([write(cohort, 0, event)])).rejects.toThrow(IdReused);
        expect(await logOf(theStore(), [cohort, exchange], head)).toEqual([]);
        expect((await theStore().append([write(exchange, 'none', sampleEvent())])).revisions).toEqual([0]);
      },
    );

    if (!knowsIdsAcrossStreams) {
      it('goes on being read and followed where an event id stands twice, each record at its own place', async () => {
        const [cohort, exchange] = [newStream(), newStream('exchange')];
        const event = sampleEvent();
        const head = await theStore().head();
        await theStore().append([write(cohort, 'none', event)]);
        await theStore().append([write(exchange, 'none', sampleEvent(), event)]);
        await theStore().append([write(cohort, 0, sampleEvent())]);
        const log = await logOf(theStore(), [cohort, exchange], head);
        expect(log.map(({ stream, revision }) => [stream, revision])).toEqual([
          [cohort, 0],
          [exchange, 0],
          [exchange, 1],
          [cohort, 1],
        ]);
        expect(log.map(({ id }) => id === event.id)).toEqual([true, false, true, false]);
        const followed = await followUntil(theStore(), head, (items) => eventsIn(items).length === 4);
        expect(eventsIn(followed)).toEqual(log);
      });
    }

    it('refuses one event id twice in one append', async () => {
      const stream = newStream();
      const event = sampleEvent();
      await expect(theStore().append([write(stream, 'none', event, event)])).rejects.toThrow(IdReused);
      expect(await idsIn(stream)).toEqual([]);
    });
  });

  describe('being durable', () => {
    it('keeps what 32 writers to streams of their own were told is written, in order', async () => {
      const before = await theStore().head();
      const streams = Array.from({ length: 32 }, () => newStream());
      const appended = await Promise.all(
        streams.map(async (stream) => {
          const positions: string[] = [];
          for (let next = 0; next < 5; next++) {
            const expected = next === 0 ? 'none' : next - 1;
            const { position } = await theStore().append([write(stream, expected, sampleEvent({ next }))]);
            positions.push(position);
          }
          return positions;
        }),
      );
      await reopen();
      const log = await logOf(theStore(), streams, before);
      for (const [index, stream] of streams.entries()) {
        const mine = log.filter((event) => event.stream === stream);
        expect(mine.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
        expect(mine.map(({ data }) => data)).toEqual([0, 1, 2, 3, 4].map((next) => ({ next })));
        expect(mine.map(({ position }) => position)).toEqual(appended[index]);
      }
    });

    it('goes on where it stood after a reopening', async () => {
      const stream = newStream();
      const { position } = await theStore().append([write(stream, 'none', ...sampleEvents(2))]);
      await reopen();
      await expect(theStore().append([write(stream, 'none', sampleEvent())])).rejects.toMatchObject({ actual: 1 });
      const next = await theStore().append([write(stream, 1, sampleEvent())]);
      expect(next.revisions).toEqual([2]);
      expect(next.position > position).toBe(true);
    });
  });
}
