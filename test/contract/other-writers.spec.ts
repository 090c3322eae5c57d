import { CommandHandling, StoreUnavailable, WrongRevision } from '#eventsourcing';
import { account, amountsIn, by, lost, pay, paying, ShakyStore, unreached } from './accounts.js';

describe('other writers', () => {
  let store: ShakyStore;
  let handling: CommandHandling;
  let other: CommandHandling;
  beforeEach(async () => {
    store = new ShakyStore();
    [handling, other] = [new CommandHandling(store), new CommandHandling(store)];
    await handling.handle(pay, paying(5), by('1'));
  });
  /** Lets the other process write first, so many times. */
  const comesFirst = (times: number): void => {
    for (let time = 0; time < times; time++) {
      store.next.push(async (append) => {
        await other.handle(pay, paying(1), by(`other ${time}`));
        return append();
      });
      // The other's own append is not disturbed.
      store.next.push((append) => append());
    }
  };

  it.each([1, 2])('who come first %i times are given way to', async (times) => {
    comesFirst(times);
    expect(await handling.handle(pay, paying(10), by('2'))).toMatchObject({
      revision: times + 1,
      state: { balance: 15 + times },
    });
  });

  it('who come first three times running win', async () => {
    comesFirst(3);
    await expect(handling.handle(pay, paying(10), by('2'))).rejects.toThrow(WrongRevision);
    expect(await amountsIn(store)).toEqual([5, 1, 1, 1]);
  });

  it('make what was refused from memory possible', async () => {
    await other.handle(pay, paying(5), by('2'));
    expect(await handling.handle(pay, paying(-10), by('3'))).toMatchObject({ revision: 2, state: { balance: 0 } });
  });

  it('make what was decided from memory impossible', async () => {
    await other.handle(pay, paying(-5), by('2'));
    await expect(handling.handle(pay, paying(-5), by('3'))).rejects.toMatchObject({
      code: 'overdrawn',
      facts: { balance: 0 },
    });
  });

  it('are heard before it is said that everything is already so', async () => {
    await other.handle(pay, paying(2), by('2'));
    expect(await handling.handle(pay, paying(0), by('3'))).toMatchObject({ revision: 1, state: { balance: 7 } });
  });
});

describe('a store that does not answer', () => {
  let store: ShakyStore;
  let handling: CommandHandling;
  const LATER = '2026-02-03T00:00:00.000Z';
  beforeEach(async () => {
    store = new ShakyStore();
    handling = new CommandHandling(store);
    await handling.handle(pay, paying(5), by('1'));
  });

  it('is told to the client, who sends the same command again', async () => {
    store.next.push(lost);
    await expect(handling.handle(pay, paying(3), by('2'))).rejects.toThrow(StoreUnavailable);
    const again = await handling.handle(pay, paying(3), by('2', { now: LATER }));
    expect(again).toMatchObject({ revision: 1, state: { balance: 8 } });
    expect(again.entries).toMatchObject([{ revision: 1, stream: 'account-a' }]);
    expect(again.position).toBe(await store.head());
    expect(await amountsIn(store)).toEqual([5, 3]);
  });

  it('and has written after all leaves in memory what it wrote, not what was sent again', async () => {
    store.next.push(lost);
    await expect(handling.handle(pay, paying(3), by('2'))).rejects.toThrow(StoreUnavailable);
    await handling.handle(pay, paying(3), by('2', { now: LATER }));
    expect((await handling.state(account, 'a')).state).toEqual(
      (await new CommandHandling(store).state(account, 'a')).state,
    );
  });

  it('and has not written is asked again', async () => {
    store.next.push(unreached);
    await expect(handling.handle(pay, paying(3), by('2'))).rejects.toThrow(StoreUnavailable);
    expect(await handling.handle(pay, paying(3), by('2'))).toMatchObject({ revision: 1, repeated: false });
    expect(await amountsIn(store)).toEqual([5, 3]);
  });

  it('and has written after all does not confuse another command', async () => {
    store.next.push(lost);
    await expect(handling.handle(pay, paying(-5), by('2'))).rejects.toThrow(StoreUnavailable);
    await expect(handling.handle(pay, paying(-5), by('3'))).rejects.toMatchObject({ code: 'overdrawn' });
    expect(await handling.handle(pay, paying(2), by('4'))).toMatchObject({ revision: 2, state: { balance: 2 } });
  });

  it('holds up nobody after it', async () => {
    store.next.push(unreached);
    const [first, second] = await Promise.allSettled([
      handling.handle(pay, paying(3), by('2')),
      handling.handle(pay, paying(4), by('3')),
    ]);
    expect(first.status).toBe('rejected');
    expect(second).toMatchObject({ status: 'fulfilled', value: { revision: 1 } });
  });
});
