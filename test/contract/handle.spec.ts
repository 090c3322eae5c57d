import { CommandHandling, StaleRevision } from '#eventsourcing';
import { MemoryEventStore } from '#stores';
import { account, amountsIn, by, pay, paying, ShakyStore, streamOf, transfer, transferring } from './accounts.js';

describe('handling a command', () => {
  let store: ShakyStore;
  let handling: CommandHandling;
  beforeEach(() => {
    store = new ShakyStore();
    handling = new CommandHandling(store);
  });

  it('appends what it decides on and answers where the target stands', async () => {
    await handling.handle(pay, paying(5), by('1'));
    const handled = await handling.handle(pay, paying(3), by('2'));
    expect(handled).toMatchObject({ revision: 1, repeated: false, state: { balance: 8 } });
    expect(handled.entries).toEqual([
      { entryId: (await streamOf(store, 'a'))[1]!.id, type: 'Paid', stream: 'account-a', revision: 1 },
    ]);
    expect(handled.position).toBe(await store.head());
  });

  it('says of every event who asked for what, when, and why', async () => {
    await handling.handle(pay, paying(5), by('1', { causation: 'an earlier request' }));
    const [event] = await streamOf(store, 'a');
    expect(event).toMatchObject({
      actor: 'a caseworker',
      organisation: 'an organisation',
      command: { id: by('1').commandId, name: 'Pay', digest: expect.stringMatching(/^[0-9a-f]{32}$/) },
      correlation: 'request 1',
      causation: 'an earlier request',
      recordedAt: '2026-01-02T03:04:05.000Z',
      schema: 1,
    });
  });

  it('writes nothing where everything is already so', async () => {
    await handling.handle(pay, paying(5), by('1'));
    const handled = await handling.handle(pay, paying(0), by('2'));
    expect(handled).toMatchObject({ revision: 0, entries: [], position: await store.head(), state: { balance: 5 } });
    expect(await amountsIn(store)).toEqual([5]);
  });

  it('writes nothing where a rule says no', async () => {
    await expect(handling.handle(pay, paying(-1), by('1'))).rejects.toMatchObject({ code: 'overdrawn' });
    expect(await amountsIn(store)).toEqual([]);
  });

  it('writes to several streams at once', async () => {
    await handling.handle(pay, paying(5), by('1'));
    const handled = await handling.handle(transfer, transferring(3, 'b'), by('2'));
    expect(handled.entries.map(({ stream, revision }) => [stream, revision])).toEqual([
      ['account-a', 1],
      ['account-b', 0],
    ]);
    expect([await amountsIn(store, 'a'), await amountsIn(store, 'b')]).toEqual([[5, -3], [3]]);
  });

  it('reads nothing from the store for a stream that it has just written to', async () => {
    await handling.handle(pay, paying(1), by('1'));
    const { reads } = store;
    for (let key = 2; key < 10; key++) await handling.handle(pay, paying(1), by(String(key)));
    expect(store.reads).toBe(reads);
    expect((await handling.state(account, 'a')).state.balance).toBe(9);
  });

  it('takes fifty commands on one stream that come at once, one after the other', async () => {
    const keys = Array.from({ length: 50 }, (_, key) => String(key));
    const answers = await Promise.all(keys.map((key) => handling.handle(pay, paying(1), by(key))));
    expect(answers.map(({ revision }) => revision)).toEqual(keys.map(Number));
    expect(store.appends).toBe(50);
  });

  it('takes commands on streams that cross, without waiting for ever', async () => {
    await handling.handle(pay, paying(50), by('1'));
    await handling.handle(pay, paying(50), by('2', { target: 'b' }));
    const keys = Array.from({ length: 20 }, (_, key) => key);
    await Promise.all(
      keys.map((key) =>
        handling.handle(
          transfer,
          transferring(1, key % 2 ? 'a' : 'b'),
          by(`cross ${key}`, { target: key % 2 ? 'b' : 'a' }),
        ),
      ),
    );
    expect((await handling.state(account, 'a')).state.balance).toBe(50);
    expect((await handling.state(account, 'b')).state.balance).toBe(50);
  });
});

describe('a command that was decided on an older revision', () => {
  it('is refused with the revision and the state', async () => {
    const handling = new CommandHandling(new MemoryEventStore());
    await handling.handle(pay, paying(5), by('1'));
    await handling.handle(pay, paying(3), by('2', { ifMatch: 0 }));
    const refused = handling.handle(pay, paying(1), by('3', { ifMatch: 0 }));
    await expect(refused).rejects.toThrow(StaleRevision);
    await expect(refused).rejects.toMatchObject({ revision: 1, state: { balance: 8 } });
  });

  it('is refused where another process wrote meanwhile, and taken where it saw that', async () => {
    const store = new MemoryEventStore();
    const [handling, other] = [new CommandHandling(store), new CommandHandling(store)];
    await handling.handle(pay, paying(5), by('1'));
    await other.handle(pay, paying(3), by('2'));
    await expect(handling.handle(pay, paying(1), by('3', { ifMatch: 0 }))).rejects.toMatchObject({ revision: 1 });
    await other.handle(pay, paying(3), by('4'));
    expect(await handling.handle(pay, paying(1), by('5', { ifMatch: 2 }))).toMatchObject({ revision: 3 });
  });

  it('is refused for a target that does not exist', async () => {
    const handling = new CommandHandling(new MemoryEventStore());
    await expect(handling.handle(pay, paying(1), by('1', { ifMatch: 0 }))).rejects.toMatchObject({ revision: -1 });
  });
});
