import { collect, logOf, newStream, sampleEvent, sampleEvents, write, type TheStore } from './sample-events.js';

/** Reading one stream, reading the log in pages, and the order of positions. */
export function readingContract(theStore: TheStore): void {
  const appendMany = async (streams: readonly string[], each: number): Promise<void> => {
    for (let next = 0; next < each; next++) {
      for (const stream of streams) {
        await theStore().append([write(stream, next === 0 ? 'none' : next - 1, sampleEvent({ next }))]);
      }
    }
  };

  describe('reading', () => {
    it('finds a stream that does not exist empty', async () => {
      expect(await collect(theStore().read(newStream()))).toEqual([]);
      expect(await collect(theStore().read(newStream(), 3))).toEqual([]);
    });

    it('reads a stream from a revision on', async () => {
      const [stream, other] = [newStream(), newStream()];
      await theStore().append([write(stream, 'none', ...sampleEvents(5)), write(other, 'none', ...sampleEvents(5))]);
      const revisionsFrom = async (from: number): Promise<number[]> =>
        (await collect(theStore().read(stream, from))).map(({ revision }) => revision);
      expect(await revisionsFrom(0)).toEqual([0, 1, 2, 3, 4]);
      expect(await revisionsFrom(3)).toEqual([3, 4]);
      expect(await revisionsFrom(5)).toEqual([]);
    });

    it('does not take a stream for another whose name it begins with', async () => {
      const stream = newStream();
      await theStore().append([write(`${stream}-annex`, 'none', sampleEvent())]);
      expect(await collect(theStore().read(stream))).toEqual([]);
    });

    it('reads a stream longer than any page', async () => {
      const stream = newStream();
      for (let first = 0; first < 2_500; first += 500) {
        await theStore().append([write(stream, first === 0 ? 'none' : first - 1, ...sampleEvents(500))]);
      }
      const revisions = (await collect(theStore().read(stream))).map(({ revision }) => revision);
      expect(revisions).toEqual(Array.from({ length: 2_500 }, (_, index) => index));
    });

    it('may be left early, and begun again', async () => {
      const stream = newStream();
      await theStore().append([write(stream, 'none', ...sampleEvents(5))]);
      const events = theStore().read(stream);
      for await (const { revision } of events) if (revision === 1) break;
      expect(await collect(theStore().read(stream))).toHaveLength(5);
    });
  });

  describe('reading all', () => {
    it('gives the events of all streams in log order, positions rising as plain strings', async () => {
      const before = await theStore().head();
      const streams = [newStream(), newStream('exchange'), newStream('source')];
      await appendMany(streams, 5);
      const log = await logOf(theStore(), streams, before);
      expect(log.map(({ stream, revision }) => [stream, revision])).toEqual(
        [0, 1, 2, 3, 4].flatMap((revision) => streams.map((stream) => [stream, revision])),
      );
      const positions = log.map(({ position }) => position);
      expect(new Set(positions).size).toBe(15);
      expect(positions.toSorted()).toEqual(positions);
    });

    it('gives pages: what comes after a position, and no more than asked for', async () => {
      const stream = newStream();
      const before = await theStore().head();
      await appendMany([stream], 7);
      const whole = await collect(theStore().readAll(before));
      const paged: typeof whole = [];
      for (let after = before; ; after = paged.at(-1)!.position) {
        const page = await collect(theStore().readAll(after, 3));
        expect(page.length).toBeLessThanOrEqual(3);
        if (page.length === 0) break;
        paged.push(...page);
      }
      expect(paged).toEqual(whole);
      expect(paged.filter((event) => event.stream === stream)).toHaveLength(7);
    });

    it('ends at the end of the log', async () => {
      await appendMany([newStream()], 2);
      expect(await collect(theStore().readAll(await theStore().head()))).toEqual([]);
    });

    it('begins at the start of the log where no position is given', async () => {
      const stream = newStream();
      await appendMany([stream], 2);
      expect(await logOf(theStore(), [stream], undefined)).toHaveLength(2);
      expect(await collect(theStore().readAll(undefined, 1))).toHaveLength(1);
    });
  });

  describe('the head', () => {
    it('is the position of the newest event, also where the newest append was refused', async () => {
      const stream = newStream();
      const first = await theStore().append([write(stream, 'none', ...sampleEvents(2))]);
      expect(await theStore().head()).toBe(first.position);
      await expect(theStore().append([write(stream, 'none', sampleEvent())])).rejects.toThrow();
      expect(await theStore().head()).toBe(first.position);
      const second = await theStore().append([write(newStream(), 'none', sampleEvent())]);
      expect(await theStore().head()).toBe(second.position);
      expect(second.position > first.position).toBe(true);
    });
  });
}
