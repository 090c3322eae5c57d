import { setTimeout as pause } from 'node:timers/promises';
import { Signal } from './signal.js';

/** True once a promise has resolved, false where it still waits after all that was due has run. */
async function isOver(promise: Promise<void>): Promise<boolean> {
  let over = false;
  void promise.then(() => (over = true));
  await pause(0);
  return over;
}

describe('given a signal that is told of every change', () => {
  it('wakes all who wait when it is raised, and lets those wait who have seen that', async () => {
    const signal = new Signal();
    const waits = [signal.changed(signal.mark()), signal.changed(signal.mark())];
    expect(await isOver(waits[0]!)).toBe(false);
    signal.raise();
    await Promise.all(waits);
    expect(await isOver(signal.changed(signal.mark()))).toBe(false);
  });

  it('does not lose what happens between looking and waiting', async () => {
    const signal = new Signal();
    const before = signal.mark();
    signal.raise();
    expect(await isOver(signal.changed(before))).toBe(true);
  });

  it('ends a wait that is aborted, before it begins or meanwhile, and no other', async () => {
    const signal = new Signal();
    const giveUp = new AbortController();
    const [mine, other] = [signal.changed(signal.mark(), giveUp.signal), signal.changed(signal.mark())];
    giveUp.abort();
    expect([await isOver(mine), await isOver(other)]).toEqual([true, false]);
    expect(await isOver(signal.changed(signal.mark(), giveUp.signal))).toBe(true);
  });
});

describe('given a signal over something that others change too', () => {
  it('finds out by itself, and looks only while somebody waits', async () => {
    let [version, looks] = ['1', 0];
    const signal = new Signal({ mark: () => (looks++, version), every: 1 });
    const wait = signal.changed('1');
    version = '2';
    await wait;
    const before = looks;
    await pause(10);
    expect(looks).toBe(before);
  });

  it('wakes nobody when it is raised for nothing', async () => {
    const signal = new Signal({ mark: () => 7 });
    const wait = signal.changed(7);
    signal.raise();
    expect(await isOver(wait)).toBe(false);
  });

  it('tells those who wait that it can no longer be looked at', async () => {
    let isGone = false;
    const mark = (): number => {
      if (isGone) throw new Error('the file is gone');
      return 1;
    };
    const signal = new Signal({ mark });
    const waits = [signal.changed(1), signal.changed(1)];
    isGone = true;
    signal.raise();
    for (const wait of waits) await expect(wait).rejects.toThrow('the file is gone');
  });
});
