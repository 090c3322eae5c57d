import { exchangeUseCases, RecordExchange, RetractExchange } from '#cases';
import { commandId, CommandHandling } from '#eventsourcing';
import { amountsIn, by, pay, paying, ShakyStore, transfer, transferring } from './accounts.js';

describe('the same command again', () => {
  let store: ShakyStore;
  let handling: CommandHandling;
  beforeEach(async () => {
    store = new ShakyStore();
    handling = new CommandHandling(store);
    await handling.handle(pay, paying(5), by('1'));
  });
  const restarted = (): CommandHandling => new CommandHandling(store);

  it.each([
    ['at once', () => handling],
    ['after a restart', restarted],
  ])('%s answers as the first time and writes nothing', async (_, handler) => {
    const first = await handling.handle(pay, paying(3), by('2'));
    const again = await handler().handle(
      pay,
      paying(3),
      by('2', { now: '2026-02-03T00:00:00.000Z', correlation: 'x' }),
    );
    expect(again).toEqual({ ...first, repeated: true });
    expect(await amountsIn(store)).toEqual([5, 3]);
  });

  it.each([
    ['', () => handling],
    [' and a restart', restarted],
  ])('after others%s answers as the first time', async (_, handler) => {
    const first = await handling.handle(pay, paying(3), by('2'));
    await handling.handle(pay, paying(-8), by('3'));
    const { revision, position, entries, repeated } = await handler().handle(pay, paying(3), by('2'));
    expect({ revision, position, entries, repeated }).toEqual({
      revision: 1,
      position: first.position,
      entries: first.entries,
      repeated: true,
    });
  });

  it.each([
    ['at once', () => handling],
    ['after a restart', restarted],
  ])('on several streams %s answers with all entries', async (_, handler) => {
    const first = await handling.handle(transfer, transferring(3, 'b'), by('2'));
    await handling.handle(pay, paying(1), by('3', { target: 'b' }));
    const again = await handler().handle(transfer, transferring(3, 'b'), by('2'));
    expect(again).toMatchObject({ entries: first.entries, revision: 1, position: first.position, repeated: true });
  });

  it('is not decided on again, whatever a rule would say by now', async () => {
    await handling.handle(pay, paying(-5), by('2'));
    const again = await handling.handle(pay, paying(-5), by('2'));
    expect(again).toMatchObject({ repeated: true, revision: 1 });
  });

  it('is not held against its If-Match, which the first time has made stale', async () => {
    const first = await handling.handle(pay, paying(3), by('2', { ifMatch: 0 }));
    expect(await handling.handle(pay, paying(3), by('2', { ifMatch: 0 }))).toMatchObject({ entries: first.entries });
  });

  it('at the same time is written once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => handling.handle(pay, paying(3), by('2'))));
    expect(new Set(answers.map(({ entries }) => entries[0]!.entryId)).size).toBe(1);
    expect(await amountsIn(store)).toEqual([5, 3]);
  });

  it('in two processes at the same time is written once', async () => {
    const answers = await Promise.all([handling, restarted()].map((one) => one.handle(pay, paying(3), by('2'))));
    expect(answers[0]!.entries).toEqual(answers[1]!.entries);
    expect(await amountsIn(store)).toEqual([5, 3]);
  });

  const others: [string, (handler: CommandHandling) => Promise<unknown>][] = [
    ['body', (handler) => handler.handle(pay, paying(6), by('1'))],
    ['command', (handler) => handler.handle(transfer, transferring(5, 'b'), by('1'))],
    ['target', (handler) => handler.handle(pay, paying(5), by('1', { target: 'b' }))],
  ];
  it.each(others)('is not one with another %s, not even after a restart', async (_, handle) => {
    for (const handler of [handling, restarted()]) {
      await expect(handle(handler)).rejects.toMatchObject({ code: 'key-reused' });
    }
    expect([await amountsIn(store), await amountsIn(store, 'b')]).toEqual([[5], []]);
  });

  it('is another one of another writer', async () => {
    const { commandId: id } = by('1', { commandId: commandId('another caseworker', '1') });
    expect(await handling.handle(pay, paying(6), by('1', { commandId: id }))).toMatchObject({ repeated: false });
  });
});

const useCase = (name: string) => exchangeUseCases.find(({ command }) => command.name === name)!;

describe('an exchange that is taken back', () => {
  it('answers the same command again with the entries of all its cohorts', async () => {
    const handling = new CommandHandling(new ShakyStore());
    const registration = { name: 'a group', category: 'civilian', powerOfOrigin: 'RU', detainingPower: 'UA' };
    const headcount = { kind: 'exact', value: 8 };
    const legs = ['a', 'b'].map((cohortId) => ({ register: { ...registration, cohortId, headcount } }));
    const record = Object.assign(new RecordExchange(), { exchangeId: 'x', legs });
    await handling.handle(useCase('RecordExchange'), record, by('1', { target: 'x' }));

    const retract = Object.assign(new RetractExchange(), { reason: 'it did not happen' });
    const send = () => handling.handle(useCase('RetractExchange'), retract, by('2', { target: 'x' }));
    const first = await send();
    expect(new Set(first.entries.map(({ stream }) => stream))).toEqual(new Set(['exchange-x', 'cohort-a', 'cohort-b']));
    expect(await send()).toEqual({ ...first, repeated: true });
  });
});
