import { collect } from '../testing/sample-events.js';
import { GrowingLog } from '../testing/growing-log.js';
import { isCaughtUp } from './event-store.js';
import { categoryOf, inNewestShapes } from './newest-shapes.js';

/** Schema 1 had the bare revision, schema 2 calls it a number. */
const cohort = {
  category: 'cohort',
  upcasters: { CohortRegistered: [({ revision }: { revision: number }) => ({ number: revision })] },
};

describe('a log read in the newest shapes', () => {
  const log = new GrowingLog();
  log.grow('cohort-a', 2);
  log.grow('exchange-a', 1);
  const newest = inNewestShapes(log, [cohort, { category: 'exchange' }]);

  it('gives old events upcast, with the text as it is stored, in whatever way it is read', async () => {
    const stop = new AbortController();
    const followed = [];
    for await (const item of newest.follow(undefined, { signal: stop.signal })) {
      if (isCaughtUp(item)) stop.abort();
      else followed.push(item);
    }
    for (const events of [await collect(newest.readAll()), await collect(newest.read('cohort-a')), followed]) {
      expect(events.slice(0, 2)).toMatchObject([
        { schema: 2, data: { number: 0 }, canonical: expect.stringContaining('"data":{"revision":0}') },
        { schema: 2, data: { number: 1 }, canonical: expect.stringContaining('"schema":1') },
      ]);
    }
  });

  it('leaves streams of other models as they are', async () => {
    expect(await collect(newest.read('exchange-a'))).toEqual(await collect(log.read('exchange-a')));
  });

  it('knows the model of a stream by what its name starts with', () => {
    expect(categoryOf('cohort-ru-pow-2025-08-24')).toBe('cohort');
  });
});
