import { cohort, cohortUseCases, exactly } from '#cases';
import { CommandHandling, commandId, type EventStore, type Recorded } from '#eventsourcing';
import { sampleEvent } from '#eventsourcing/testing';
import { MemoryEventStore } from '#stores';
import { momentFrom } from './moment.js';
import { Reel } from './reel.js';
import { stepInWords, UNPAINTED } from './step-in-words.js';
import { Steps, type ReplayStep } from './steps.js';
import { entriesIn, type Window } from './window.js';

const USE_CASES = new Map(cohortUseCases.map((useCase) => [useCase.command.name, useCase]));

const registered = (cohortId: string, value: number): object => ({
  cohortId,
  name: `Cohort ${cohortId}`,
  category: 'civilian',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
  headcount: exactly(value),
});

/** Two cohorts, each with the commands that brought it so far, told on days one after another. */
async function logOfTwo(): Promise<EventStore> {
  const store = new MemoryEventStore();
  const handling = new CommandHandling(store);
  let sent = 0;
  const send = async (name: string, target: string, fields: object): Promise<void> => {
    const useCase = USE_CASES.get(name)!;
    await handling.handle(useCase, Object.assign(new useCase.command(), fields), {
      target,
      commandId: commandId('test', String(++sent)),
      actor: 'Field office',
      organisation: null,
      correlation: 'test',
      causation: null,
      now: `2025-08-0${sent}T12:00:00.000Z`,
    });
  };
  await send('RegisterCohort', 'a', registered('a', 10));
  await send('RegisterCohort', 'b', registered('b', 5));
  await send('RecordExit', 'a', { kind: 'resettled', headcount: exactly(3), occurredOn: '2025-08-02' });
  await send('CorrectHeadcount', 'b', { at: { stage: 'custody' }, change: 1, reason: 'counted again' });
  await send('ConfirmWhereabouts', 'a', { at: { stage: 'custody' }, occurredOn: '2025-08-03' });
  return store;
}

async function recordsIn(store: EventStore, window: Window = {}): Promise<Recorded[]> {
  const records: Recorded[] = [];
  for await (const { record } of entriesIn(store, window)) records.push(record);
  return records;
}

const named = ({ stream, revision }: Recorded): string => `${stream.at(-1)!}${revision}`;

describe('stepping through a log', () => {
  let store: EventStore;
  beforeEach(async () => {
    store = await logOfTwo();
  });

  const stepsOf = async (records: readonly Recorded[]): Promise<ReplayStep[]> => {
    const steps = new Steps(store);
    const all: ReplayStep[] = [];
    for (const record of records) all.push(await steps.of(record));
    return all;
  };

  it('shows what an entry changed, as balances by position and a headcount', async () => {
    const [registered, , exited, corrected] = await stepsOf(await recordsIn(store));
    expect(registered).toMatchObject({ before: null, after: { headcount: exactly(10) } });
    expect(exited!.changes).toEqual([
      { path: ['positions', 'custody, UA', 'people'], before: exactly(10), after: exactly(7) },
      {
        path: ['positions', 'exited (resettled), UA'],
        after: { people: exactly(3), since: '2025-08-02', confirmedOn: null },
      },
    ]);
    expect(corrected!.changes).toEqual([
      { path: ['headcount'], before: exactly(5), after: exactly(6) },
      { path: ['positions', 'custody, UA', 'people'], before: exactly(5), after: exactly(6) },
    ]);
  });

  it('says the same backwards, and where it begins in the middle', async () => {
    const records = await recordsIn(store);
    const forwards = await stepsOf(records);
    const backwards = await stepsOf(records.toReversed());
    expect(backwards.toReversed()).toEqual(forwards);
    expect(await stepsOf(records.slice(3, 4))).toEqual(forwards.slice(3, 4));
  });

  it('shows an old shape in its newest one, and the record as it is stored', async () => {
    const upcasters = {
      WhereaboutsConfirmed: [({ seen }: { seen: object }) => ({ at: seen, occurredOn: '2025-08-09' })],
    };
    const seen = { stage: 'custody', country: 'UA', place: null, runBy: null, exit: null };
    const event = sampleEvent({ seen }, { type: 'WhereaboutsConfirmed', schema: 1 });
    await store.append([{ stream: 'cohort-b', expected: 1, events: [event] }]);
    Object.assign(cohort, { upcasters });
    try {
      const step = await new Steps(store).of((await recordsIn(store)).at(-1)!);
      expect(step.changes).toMatchObject([{ path: ['positions', 'custody, UA', 'confirmedOn'], after: '2025-08-09' }]);
      expect(step.entry).toMatchObject({ schema: 2, data: { at: seen } });
      expect(step.record.canonical).toContain('"seen"');
      expect(stepInWords(step, '1', UNPAINTED, false)).toContain('written in schema 1');
    } finally {
      delete (cohort as { upcasters?: unknown }).upcasters;
    }
  });

  it('shows the entries of a stream that it does not know without a state', async () => {
    await store.append([{ stream: 'weather-today', expected: 'none', events: [sampleEvent({ sun: true })] }]);
    const [step] = await stepsOf((await recordsIn(store)).slice(-1));
    expect(step).toMatchObject({ before: null, after: null, changes: [] });
    expect(stepInWords(step!, '1', UNPAINTED, false)).toContain('nothing changed');
  });

  it('tells in words who recorded what, and prints what is not stated as such', async () => {
    const [registered, , exited] = await stepsOf(await recordsIn(store));
    const words = stepInWords(exited!, '3 of 5', UNPAINTED, true);
    expect(words).toContain('3 of 5 · position 0000000000000003 · cohort-a, revision 1\nExitRecorded\n');
    expect(words).toContain('recorded       2025-08-03T12:00:00.000Z by Field office');
    expect(words).toContain('moved          3 from custody, UA to exited (resettled), UA');
    expect(words).toMatch(/~ positions \/ custody, UA \/ people +10 → 7/);
    expect(words).toMatch(/\+ positions \/ exited \(resettled\), UA +3, since 2025-08-02/);
    expect(words).toContain(exited!.record.canonical);
    expect(stepInWords(registered!, '1', UNPAINTED, false)).toMatch(/occurred +not stated\n +source +none named/);
  });

  it.each<[Window, string[]]>([
    [{ stream: 'cohort-a' }, ['a0', 'a1', 'a2']],
    [{ from: momentFrom('--from', '3', false) }, ['a1', 'b1', 'a2']],
    [{ until: momentFrom('--until', '3', true) }, ['a0', 'b0', 'a1']],
    [
      { from: momentFrom('--from', '2025-08-02', false), until: momentFrom('--until', '2025-08-03', true) },
      ['b0', 'a1'],
    ],
    [{ stream: 'cohort-a', from: momentFrom('--from', '2', false) }, ['a1', 'a2']],
  ])('can be narrowed to %j', async (window, expected) => {
    expect((await recordsIn(store, window)).map(named)).toEqual(expected);
    const reel = await Reel.open(store, window);
    const wound: string[] = [];
    for (let index = reel.length - 1; index >= 0; index--) wound.unshift(named(await reel.at(index)));
    expect(wound).toEqual(expected);
  });

  it('finds an entry by its position or by how its id begins, and sees what is appended', async () => {
    const reel = await Reel.open(store, {});
    const records = await recordsIn(store);
    expect(await reel.find('4')).toBe(3);
    expect(await reel.find(records[2]!.id.slice(0, 8).toUpperCase())).toBe(2);
    expect(await reel.find('nothing')).toBeUndefined();
    await store.append([{ stream: 'cohort-c', expected: 'none', events: [sampleEvent()] }]);
    await reel.refresh();
    expect([reel.length, (await reel.at(5)).stream]).toEqual([6, 'cohort-c']);
  });
});
