import { cohort, exactly } from '#cases';
import type { EventStore } from '#eventsourcing';
import { collect, sampleEvent, within } from '#eventsourcing/testing';
import { CaseFiles } from '../testing/case-files.js';
import { arriveInBelarus, goHome, RESIDENTS, SERVICEMEN } from '../testing/reference-case.js';
import { Superseded } from './database/generation.js';
import {
  caseFile,
  cohortStatus,
  openReadDatabase,
  openReadModels,
  type ReadDatabase,
  rebuild,
  runProjector,
  stagesReport,
} from './index.js';

const asOf = '2025-09-10';

/** As if the custodian had been called the keeper in schema 1. */
const keeperRenamed = ({ keeper, ...data }: { keeper: string }): object => ({ ...data, custodian: keeper });

/** A log that can be followed for one event, which is projected, and no further. */
function untilThePowerGoes(store: EventStore): EventStore {
  return Object.assign(Object.create(store) as EventStore, {
    async *follow(after?: string) {
      for await (const item of store.readAll(after)) {
        yield item;
        yield { caughtUp: true as const, position: item.position };
        throw new Error('the power went');
      }
    },
  });
}

describe('the projector', () => {
  let files: CaseFiles;
  let database: ReadDatabase;
  const stop: AbortController[] = [];

  beforeEach(async () => {
    files = new CaseFiles();
    await arriveInBelarus(files);
    database = await openReadDatabase({ folder: files.folder });
  });
  afterEach(async () => {
    for (const running of stop.splice(0)) running.abort();
    await database.close();
    await files.remove();
  });

  /** Runs until it is stopped; resolves when it has caught up for the first time. */
  async function start(
    store: EventStore = files.store,
  ): Promise<{ readonly ended: Promise<void>; readonly end: () => Promise<void> }> {
    const running = new AbortController();
    stop.push(running);
    const caughtUp = Promise.withResolvers<void>();
    const ended = runProjector(store, database, { signal: running.signal, onCaughtUp: () => caughtUp.resolve() });
    ended.catch(() => {});
    await within('catching up', Promise.race([caughtUp.promise, ended]));
    return { ended, end: () => (running.abort(), ended) };
  }

  const people = async (id: string) =>
    (await cohortStatus(files.models, id, { asOf }))?.balances.map((one) => [one.stage, one.people]);

  it('builds a log that is there already, then goes on live', async () => {
    const { end } = await start();
    expect(await people(SERVICEMEN)).toEqual([['interim-care', exactly(146)]]);
    await goHome(files);
    expect(await files.models.waitFor((await files.store.head())!, 5_000)).toBe(true);
    expect(await people(SERVICEMEN)).toEqual([
      ['interim-care', exactly(8)],
      ['rehabilitation', exactly(138)],
    ]);
    await end();
  });

  it('loses and doubles nothing where it is stopped between any two events', async () => {
    await (await start()).end();
    await goHome(files);
    const late = await collect(files.store.readAll(await database.checkpoint()));
    for (const { position } of late) {
      await expect(runProjector(untilThePowerGoes(files.store), database)).rejects.toThrow('the power went');
      expect(await database.checkpoint()).toBe(position);
    }
    expect(late.length).toBeGreaterThan(2);
    expect(await people(SERVICEMEN)).toEqual([
      ['interim-care', exactly(8)],
      ['rehabilitation', exactly(138)],
    ]);
    expect((await caseFile(files.models, SERVICEMEN))!.rows.length).toBe(4 + late.length);
  });

  it('serves the old rows while new ones are built, and then the new ones to readers that are open', async () => {
    await (await start()).end();
    const before = await stagesReport(files.models);
    const { number, generation } = await database.begin();
    expect(await stagesReport(files.models)).toEqual(before);
    database.discard(number, generation);
    expect(await rebuild(files.store, database)).toBe(true);
    expect(await stagesReport(files.models)).toEqual(before);
    expect(database.needsRebuild()).toBe(false);
    expect(files.models.needsRebuild()).toBe(false);
  });

  it('goes on with a generation that another process has put in place', async () => {
    const { end } = await start();
    const elsewhere = await openReadDatabase({ folder: files.folder });
    expect(await rebuild(files.store, elsewhere)).toBe(true);
    await elsewhere.close();
    await goHome(files);
    expect(await files.models.waitFor((await files.store.head())!, 5_000)).toBe(true);
    expect(await people(SERVICEMEN)).toEqual([
      ['interim-care', exactly(8)],
      ['rehabilitation', exactly(138)],
    ]);
    await end();
  });

  it('takes in each event once where two of them run', async () => {
    const elsewhere = await openReadDatabase({ folder: files.folder });
    await (await start()).end();
    await expect(elsewhere.commit('9', async () => {})).rejects.toThrow(Superseded);
    expect(await elsewhere.checkpoint()).toBe(await files.store.head());
    await elsewhere.close();
  });

  it('never lets a generation take over that has not come as far', async () => {
    await (await start()).end();
    const { number, generation } = await database.begin();
    expect(database.takeOver(number, generation, '0')).toBe(false);
    database.discard(number, generation);
    expect(await people(RESIDENTS)).toEqual([['released', exactly(8)]]);
  });

  it('makes rows of an old shape as if it had been written in the newest one', async () => {
    const newest = Object.assign(cohort, { upcasters: { CustodyTransferred: [keeperRenamed] } });
    try {
      const at = { country: 'UA', place: 'a camp', runBy: 'the keeper', exit: null, stage: 'custody' };
      const moved = [{ from: null, to: at, people: exactly(0), whole: false }];
      const data = { keeper: 'the keeper', detainingPower: 'UA', moved, occurredOn: null, basis: null };
      const event = sampleEvent(data, { type: 'CustodyTransferred', schema: 1 });
      await files.store.append([{ stream: `cohort-${RESIDENTS}`, expected: 1, events: [event] }]);
      await (await start()).end();
      expect(await cohortStatus(files.models, RESIDENTS, { asOf })).toMatchObject({ custodian: 'the keeper' });
      const { data: shown } = (await caseFile(files.models, RESIDENTS))!.rows.at(-1)!;
      expect(shown).toMatchObject({ custodian: 'the keeper' });
      expect(shown).not.toHaveProperty('keeper');
    } finally {
      delete (newest as Partial<typeof newest>).upcasters;
    }
  });

  it('says how far behind it is, and stops waiting after a while', async () => {
    const head = (await files.store.head())!;
    expect(await files.models.lag(head)).toMatchObject({ position: null, head, caughtUp: false });
    expect(await files.models.waitFor(head, 20)).toBe(false);
    await (await start()).end();
    expect(await files.models.lag(head)).toEqual({ position: head, head, caughtUp: true, behindFor: 0 });
    expect(await files.models.waitFor(head, 0)).toBe(true);
  });

  it('answers that nothing is there where nothing was ever built', async () => {
    const models = openReadModels({ folder: `${files.folder}/none` });
    await expect(stagesReport(models)).rejects.toThrow('not built yet');
    expect(await models.checkpoint()).toBeUndefined();
    expect(models.needsRebuild()).toBe(true);
    const told = models.waitFor('5', 5_000);
    models.poke('5');
    expect(await told).toBe(true);
    await models.close();
  });
});
