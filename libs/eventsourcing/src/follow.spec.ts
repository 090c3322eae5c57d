import type { Recorded } from './event.js';
import { isCaughtUp, type CaughtUp } from './event-store.js';
import { follow, type Pages } from './follow.js';

const event = (number: number): Recorded => ({ position: String(number).padStart(16, '0') }) as Recorded;
const events = (count: number): Recorded[] => Array.from({ length: count }, (_, index) => event(index + 1));

/** Pages of a log that grows by what `arrivals` says each time the follower waits; then the signal is awaited. */
function pagesOf(log: Recorded[], ...arrivals: Recorded[][]): Pages & { readonly asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    page: async (after, limit) => {
      asked.push(after);
      return log.filter(({ position }) => after === undefined || position > after).slice(0, limit);
    },
    changed: async (signal) => {
      const arrived = arrivals.shift();
      if (arrived !== undefined) log.push(...arrived);
      else await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
}

/** What comes, as positions and the word "caught up", until so many came. */
async function first(count: number, pages: Pages, after?: string): Promise<(number | 'caught up')[]> {
  const stop = new AbortController();
  const items: (Recorded | CaughtUp)[] = [];
  for await (const item of follow(pages, after, { signal: stop.signal })) {
    if (items.push(item) === count) stop.abort();
  }
  return items.map((item) => (isCaughtUp(item) ? 'caught up' : Number(item.position)));
}

describe('following pages', () => {
  it('gives what is there, says that it has caught up, and goes on with what comes', async () => {
    const pages = pagesOf(events(2), [event(3)], [event(4), event(5)]);
    expect(await first(8, pages)).toEqual([1, 2, 'caught up', 3, 'caught up', 4, 5, 'caught up']);
  });

  it('asks for each page after the last event it gave', async () => {
    const pages = pagesOf(events(2_300));
    const numbers = await first(2_301, pages);
    expect(numbers.slice(0, -1)).toEqual(Array.from({ length: 2_300 }, (_, index) => index + 1));
    expect(numbers.at(-1)).toBe('caught up');
    expect(pages.asked.map((position) => Number(position ?? 0))).toEqual([0, 1_000, 2_000, 2_300]);
  });

  it('begins after the position given', async () => {
    expect(await first(2, pagesOf(events(3)), event(2).position)).toEqual([3, 'caught up']);
  });

  it('says that it has caught up with an empty log, and where it stands', async () => {
    const { value } = await follow(pagesOf([])).next();
    expect(value).toEqual({ caughtUp: true, position: undefined });
  });

  it('does not say it again where it was woken for nothing', async () => {
    expect(await first(3, pagesOf(events(1), [], [], [event(2)]))).toEqual([1, 'caught up', 2]);
  });

  it('asks for nothing where the signal has aborted already', async () => {
    const pages = pagesOf(events(2));
    expect(await follow(pages, undefined, { signal: AbortSignal.abort() }).next()).toMatchObject({ done: true });
    expect(pages.asked).toEqual([]);
  });

  it('ends while it waits when the signal aborts', async () => {
    const stop = new AbortController();
    const items = follow(pagesOf([]), undefined, { signal: stop.signal });
    await items.next();
    const waiting = items.next();
    stop.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('hands on what a page throws', async () => {
    const down: Pages = { ...pagesOf([]), page: () => Promise.reject(new Error('the store does not answer')) };
    await expect(follow(down).next()).rejects.toThrow('the store does not answer');
  });
});
