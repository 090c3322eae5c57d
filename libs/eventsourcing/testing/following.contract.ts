import { isCaughtUp } from '../src/event-store.js';
import {
  eventsIn,
  followUntil,
  logOf,
  newStream,
  sampleEvent,
  sampleEvents,
  write,
  type TheStore,
} from './sample-events.js';
import { aWhile, within } from './waiting.js';

/** Catching up and going on live, without gaps or repeats, until told to stop. */
export function followingContract(theStore: TheStore): void {
  describe('following', () => {
    it('from the start gives what is there, then says that it has caught up', async () => {
      const stream = newStream();
      const before = await theStore().head();
      await theStore().append([write(stream, 'none', ...sampleEvents(3))]);
      const items = await followUntil(theStore(), undefined, (all) => isCaughtUp(all.at(-1)!));
      expect(eventsIn(items).filter((event) => event.stream === stream)).toEqual(
        await logOf(theStore(), [stream], before),
      );
      expect(items.at(-1)).toEqual({ caughtUp: true, position: await theStore().head() });
    });

    it('from a position gives only what comes after it', async () => {
      const stream = newStream();
      const { position } = await theStore().append([write(stream, 'none', ...sampleEvents(2))]);
      await theStore().append([write(stream, 1, ...sampleEvents(2))]);
      const items = await followUntil(theStore(), position, (all) => isCaughtUp(all.at(-1)!));
      expect(eventsIn(items).map(({ revision }) => revision)).toEqual([2, 3]);
    });

    it('from the head has caught up at once', async () => {
      const { position } = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      const items = await followUntil(theStore(), position, () => true);
      expect(items).toEqual([{ caughtUp: true, position }]);
    });

    it('goes on live, and says once each time that it has caught up, after all the events', async () => {
      const stream = newStream();
      const start = await theStore().append([write(stream, 'none', sampleEvent())]);
      const stop = new AbortController();
      const items = theStore().follow(start.position, { signal: stop.signal })[Symbol.asyncIterator]();
      const next = async (): Promise<unknown> => (await within('following', items.next())).value;

      expect(await next()).toEqual({ caughtUp: true, position: start.position });
      for (let round = 0; round < 3; round++) {
        const waiting = next();
        // Nothing may come while nothing happens: a second "caught up" would be seen here.
        const quiet = await Promise.race([waiting, aWhile(150).then(() => 'quiet')]);
        expect(quiet).toBe('quiet');
        const { position } = await theStore().append([write(stream, round * 2, ...sampleEvents(2))]);
        expect(await waiting).toMatchObject({ stream, revision: round * 2 + 1 });
        expect(await next()).toMatchObject({ stream, revision: round * 2 + 2, position });
        expect(await next()).toEqual({ caughtUp: true, position });
      }
      stop.abort();
      expect((await items.next()).done).toBe(true);
    });

    it('misses nothing that is appended while the follower is busy with "caught up"', async () => {
      const start = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      const stop = new AbortController();
      const items = theStore().follow(start.position, { signal: stop.signal })[Symbol.asyncIterator]();
      expect((await items.next()).value).toEqual({ caughtUp: true, position: start.position });
      const { position } = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      expect((await within('following', items.next())).value).toMatchObject({ position });
      stop.abort();
      await items.next();
    });

    it('gives every event once and in log order while several writers append', async () => {
      const streams = Array.from({ length: 4 }, () => newStream());
      const start = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      const mine = (items: Parameters<typeof eventsIn>[0]): ReturnType<typeof eventsIn> =>
        eventsIn(items).filter(({ stream }) => streams.includes(stream));
      let seen = 0;
      const follow = (after: string): ReturnType<typeof followUntil> =>
        followUntil(theStore(), after, (items) => mine(items.slice(-1)).length > 0 && ++seen % 200 === 0);

      const followed = follow(start.position);
      await Promise.all(
        streams.map(async (stream) => {
          for (let next = 0; next < 50; next++) {
            await theStore().append([write(stream, next === 0 ? 'none' : next - 1, sampleEvent({ next }))]);
          }
        }),
      );
      const items = await within('following', followed);
      expect(mine(items)).toEqual(await logOf(theStore(), streams, start.position));
      expect(mine(items)).toHaveLength(200);

      // From the middle on it is the same log.
      const middle = mine(items)[99]!.position;
      seen = 100;
      expect(mine(await within('following', follow(middle)))).toEqual(mine(items).slice(100));
    });

    it('catches up over more than a page, while more is appended', async () => {
      const stream = newStream();
      const start = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      for (let first = 0; first < 2_000; first += 500) {
        await theStore().append([write(stream, first === 0 ? 'none' : first - 1, ...sampleEvents(500))]);
      }
      let late: Promise<unknown> | undefined;
      const items = await followUntil(theStore(), start.position, (all) => {
        late ??= theStore().append([write(stream, 1_999, ...sampleEvents(100))]);
        const last = all.at(-1)!;
        return !isCaughtUp(last) && last.stream === stream && last.revision === 2_099;
      });
      await late;
      expect(eventsIn(items).map(({ revision }) => revision)).toEqual(Array.from({ length: 2_100 }, (_, n) => n));
    });

    it('is stopped by its signal while it waits', async () => {
      const { position } = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      const stop = new AbortController();
      const items = theStore().follow(position, { signal: stop.signal })[Symbol.asyncIterator]();
      await items.next();
      const waiting = items.next();
      void aWhile().then(() => stop.abort());
      expect(await within('stopping', waiting)).toEqual({ done: true, value: undefined });
    });

    it('is stopped by its signal between two events', async () => {
      const stream = newStream();
      const { position } = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      await theStore().append([write(stream, 'none', ...sampleEvents(10))]);
      const items = await followUntil(theStore(), position, (all) => all.length === 3);
      expect(eventsIn(items).map(({ revision }) => revision)).toEqual([0, 1, 2]);
    });

    it('gives nothing where the signal has aborted already', async () => {
      await theStore().append([write(newStream(), 'none', sampleEvent())]);
      const items = theStore().follow(undefined, { signal: AbortSignal.abort() })[Symbol.asyncIterator]();
      expect(await within('stopping', items.next())).toEqual({ done: true, value: undefined });
    });

    it('leaves other followers alone when one stops', async () => {
      const { position } = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      const [one, other] = [new AbortController(), new AbortController()];
      const stopped = theStore().follow(position, { signal: one.signal })[Symbol.asyncIterator]();
      const going = theStore().follow(position, { signal: other.signal })[Symbol.asyncIterator]();
      await Promise.all([stopped.next(), going.next()]);
      const waiting = [stopped.next(), going.next()];
      one.abort();
      await waiting[0];
      const next = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      expect((await within('following', waiting[1]!)).value).toMatchObject({ position: next.position });
      other.abort();
      await going.next();
    });
  });
}
