import { join } from 'node:path';
import { cases, eventsourcing, stores } from './homeward.mjs';
import { Recorder, useCaseOf } from './log.mjs';
import { against, interleave, median } from './rounds.mjs';

const { CommandHandling } = eventsourcing;
const { ConfirmWhereabouts, CorrectHeadcount, RegisterCohort, RetractEntry } = cases;
const [SHORT, LONG] = [10, 10_000];
const NOW = '2025-08-24T10:00:00.000Z';

/** What a command costs on a stream of 10 and of 10,000 events: fold, decide, append, durable. */
export async function measure({ quick, folder, say }) {
  const store = await stores.SqliteEventStore.open(join(folder, 'streams.sqlite'));
  const [rounds, each] = quick ? [1, 10] : [5, 200];
  const files = { [SHORT]: Array.from({ length: 200 }, (_, n) => `short-${n}`), [LONG]: ['long'] };
  const retractable = await prepare(store, files);

  const warm = new CommandHandling(store);
  const line = async (what, goal, run) => {
    const sides = { [SHORT]: () => run(files[SHORT]), [LONG]: () => run(files[LONG]) };
    const results = await interleave(rounds, sides, { say: (side) => say(`streams, ${what}: ${side}`), warmUp: true });
    return against(`${what}, on a stream of ${LONG.toLocaleString('en')} events`, {
      unit: 'ms',
      ours: results[LONG],
      reference: results[SHORT],
      goal,
      atMost: true,
      referenceIs: `on one of ${SHORT}`,
    });
  };
  const lines = {
    'streams-command': await line('a command', 1.5, (ids) => times(each, ids, (id, n) => submit(warm, id, command(n)))),
    'streams-retraction': await line('a retraction', undefined, (ids) =>
      times(each / 10, ids, (id) => submit(warm, id, retractionOf(retractable.get(id).pop()))),
    ),
    'streams-first': await line('the first command after a start', undefined, (ids) =>
      times(each / 10, ids, (id, n) => submit(new CommandHandling(store), id, command(n))),
    ),
  };
  await store.close();
  return lines;
}

/** Milliseconds that work takes in the middle, on one cohort after another. */
async function times(count, ids, work) {
  const taken = [];
  for (let n = 0; n < count; n++) {
    const started = performance.now();
    await work(ids[n % ids.length], n);
    taken.push(performance.now() - started);
  }
  return median(taken);
}

/** Fills the streams, and gives for each the entries that can be retracted, the newest first. */
async function prepare(store, files) {
  const recorder = new Recorder(store);
  const retractable = new Map();
  for (const [length, ids] of Object.entries(files)) {
    for (const id of ids) {
      const entries = [];
      const tell = ([{ entryId }]) => entries.unshift(entryId);
      await recorder.record({ target: id, command: registration(id), now: NOW, tell });
      for (let n = 1; n < length; n++) await recorder.record({ target: id, command: command(n), now: NOW, tell });
      retractable.set(id, entries.slice(0, -1));
    }
  }
  await recorder.flush();
  return retractable;
}

function submit(handling, target, body) {
  const id = crypto.randomUUID();
  const submission = { target, now: NOW, commandId: id, correlation: id, causation: null };
  return handling.handle(useCaseOf(body), body, { ...submission, actor: 'Bench', organisation: null });
}

const registration = (cohortId) =>
  Object.assign(new RegisterCohort(), {
    cohortId,
    name: 'A group',
    category: 'prisoner-of-war',
    powerOfOrigin: 'RU',
    detainingPower: 'UA',
    headcount: { kind: 'exact', value: 146 },
  });

function command(n) {
  const at = { stage: 'custody' };
  return n % 2 === 0
    ? Object.assign(new ConfirmWhereabouts(), { at, occurredOn: '2025-08-24' })
    : Object.assign(new CorrectHeadcount(), { at, change: 1, reason: 'counted again' });
}

const retractionOf = (entryId) => Object.assign(new RetractEntry(), { entryId, reason: 'entered twice' });
