import { KeyedLock } from './keyed-lock.js';

/** Work that goes on until it is told to end, and says when it began. */
function work(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const run = async (): Promise<string> => {
    log.push(name);
    await promise;
    return name;
  };
  return { run, end: resolve, fail: reject };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a keyed lock', () => {
  it('runs work on one key one at a time, in the order of asking', async () => {
    const lock = new KeyedLock();
    const log: string[] = [];
    const [a, b, c] = [work(log, 'a'), work(log, 'b'), work(log, 'c')];
    const all = Promise.all([a, b, c].map(({ run }) => lock.run(['key'], run)));
    await settled();
    expect(log).toEqual(['a']);
    a.end();
    await settled();
    expect(log).toEqual(['a', 'b']);
    c.end();
    b.end();
    expect(await all).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('runs work on different keys side by side', async () => {
    const lock = new KeyedLock();
    const log: string[] = [];
    const [a, b] = [work(log, 'a'), work(log, 'b')];
    const all = Promise.all([lock.run(['one'], a.run), lock.run(['two'], b.run)]);
    await settled();
    expect(log).toEqual(['a', 'b']);
    a.end();
    b.end();
    await all;
  });

  it('lets two that want the same keys in opposite orders both come through', async () => {
    const lock = new KeyedLock();
    const log: string[] = [];
    await Promise.all([
      lock.run(['one', 'two'], async () => log.push('first')),
      lock.run(['two', 'one'], async () => log.push('second')),
      lock.run(['one'], async () => log.push('third')),
    ]);
    expect(log).toEqual(['first', 'second', 'third']);
  });

  it('waits for every key, also for one named twice', async () => {
    const lock = new KeyedLock();
    const log: string[] = [];
    const [a, b] = [work(log, 'a'), work(log, 'b')];
    const first = [lock.run(['one'], a.run), lock.run(['two'], b.run)];
    const both = lock.run(['one', 'two', 'one'], async () => log.push('both'));
    a.end();
    await settled();
    expect(log).toEqual(['a', 'b']);
    b.end();
    await Promise.all([...first, both]);
    expect(log).toEqual(['a', 'b', 'both']);
  });

  it('goes on after work that failed, and remembers no key that nobody waits for', async () => {
    const lock = new KeyedLock();
    const failing = work([], 'a');
    const failed = lock.run(['key'], failing.run);
    const next = lock.run(['key'], async () => 'came through');
    failing.fail(new Error('no'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('came through');
    expect(lock['tails'].size).toBe(0);
  });
});
