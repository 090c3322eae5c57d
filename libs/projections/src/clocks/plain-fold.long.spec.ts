import { addDays, boundsOf, exactly, type Figure, type Stage } from '#cases';
import { rounds } from '#eventsourcing/testing';
import type { Position, Recorded } from '#eventsourcing';
import fc from 'fast-check';
import { CaseFiles } from '../../testing/case-files.js';
import { cohortList, stagesReport } from '../index.js';

/** A step on the way home: recorded so many days after it happened, which was so many after the step before. */
interface Step {
  readonly gap: number;
  readonly delay: number;
  readonly people: number;
  /** At once it is said that it was the day after: it is taken back and said again, or put right. */
  readonly mistaken: 'taken back' | 'put right' | null;
}

const FIRST = '2025-08-01';
const ON = ['2025-07-31', '2025-08-01', '2025-08-08', '2025-08-15', '2025-08-31'];
const WAY: readonly [string, object][] = [
  ['RecordExchange', {}],
  ['MarkInTransit', { destination: { country: 'BY' }, from: { stage: 'released' } }],
  ['AdmitToInterimCare', { place: { country: 'BY' }, services: [], from: { stage: 'in-transit' } }],
  ['MarkInTransit', { destination: { country: 'RU' }, from: { stage: 'interim-care' } }],
  ['MarkRepatriated', { place: { country: 'RU' }, from: { stage: 'in-transit', country: 'RU' } }],
  ['BeginRehabilitation', { facility: { country: 'RU' }, from: { stage: 'repatriated' } }],
];

/** Goes home step by step, all dated and in order; anyone who is left behind stays there. */
async function goHome(files: CaseFiles, cohortId: string, dated: boolean, steps: readonly Step[]): Promise<void> {
  const send = async (command: string, day: string, delay: number, fields: object): Promise<string[]> => {
    files.now = `${addDays(day, delay)}T12:00:00.000Z`;
    const target = command === 'RecordExchange' ? `exchange of ${cohortId} ${day}`.replaceAll(' ', '-') : cohortId;
    return files.send(command, target, fields);
  };
  await send('RegisterCohort', FIRST, 0, {
    cohortId,
    name: cohortId,
    category: 'civilian',
    powerOfOrigin: 'RU',
    detainingPower: 'UA',
    headcount: exactly(9),
    occurredOn: dated ? FIRST : null,
  });
  let [day, there] = [FIRST, 9];
  for (const [index, { gap, delay, people, mistaken }] of steps.entries()) {
    const [command, fields] = WAY[index]!;
    day = addDays(day, gap);
    there = Math.min(there, people);
    const headcount = exactly(there);
    const saying = (occurredOn: string): object =>
      command === 'RecordExchange'
        ? { exchangeId: `exchange-of-${cohortId}-${occurredOn}`, occurredOn, legs: [{ cohortId, headcount }] }
        : { ...fields, headcount, occurredOn };
    const [first] = await send(command, day, delay, saying(day));
    if (mistaken === null || command === 'RecordExchange') continue;
    if (mistaken === 'put right') {
      day = addDays(day, 1);
      await send('AmendEntry', day, delay, { entryId: first, occurredOn: day, reason: 'another day' });
      continue;
    }
    await send('RetractEntry', day, delay, { entryId: first, reason: 'another day' });
    day = addDays(day, 1);
    await send(command, day, delay, saying(day));
  }
}

interface Said {
  readonly occurredOn?: string | null;
  readonly entryId?: string;
  readonly amendments?: { readonly occurredOn?: string | null };
  readonly moved?: readonly { from: Place | null; to: Place | null; people: Figure }[];
}

interface Place {
  readonly stage: Stage;
}

function said({ data }: Recorded): Said {
  return data as Said;
}

/** At least and at most how many people, by stage. */
type Counted = Record<string, readonly [low: number, high: number]>;

/** The whole of it once more, without any of the code that it is held against. */
function plainFold(log: readonly Recorded[], known: Position, on: string): Counted {
  const entries = log.filter(({ position, stream }) => position <= known && stream.startsWith('cohort-'));
  const struck = new Set(entries.filter(({ type }) => type === 'EntryRetracted').map((one) => said(one).entryId));
  const right = new Map(entries.flatMap((one) => (one.type === 'EntryAmended' ? [[said(one).entryId!, one]] : [])));
  const standing = entries
    .filter(({ id, type }) => !struck.has(id) && type !== 'EntryRetracted' && type !== 'EntryAmended')
    .map((entry) => (right.has(entry.id) ? putRight(entry, right.get(entry.id)!) : entry));
  const counted: Counted = {};
  for (const file of Map.groupBy(standing, ({ stream }) => stream).values()) {
    const [certainly, possibly] = [recordedBy(on), mayHaveBeenBy(on)].map((isBy) => movedBy(file.filter(isBy)));
    for (const stage of Object.keys(possibly!)) {
      const [low, high] = counted[stage] ?? [0, 0];
      const [came, left] = [certainly![stage]?.came ?? 0, certainly![stage]?.left ?? 0];
      const most = Math.max(0, possibly![stage]!.came - left);
      counted[stage] = [low + Math.max(0, came - possibly![stage]!.left), high + most];
    }
  }
  return Object.fromEntries(Object.entries(counted).filter(([, [, high]]) => high > 0));
}

/** An entry with the day that an amendment gave it. */
function putRight(entry: Recorded, amendment: Recorded): Recorded {
  const { occurredOn } = said(amendment).amendments!;
  return { ...entry, data: { ...entry.data, occurredOn } };
}

function recordedBy(on: string) {
  return (entry: Recorded): boolean => (said(entry).occurredOn ?? entry.recordedAt.slice(0, 10)) <= on;
}

function mayHaveBeenBy(on: string) {
  return (entry: Recorded): boolean => (said(entry).occurredOn ?? '') <= on;
}

function movedBy(entries: readonly Recorded[]): Record<string, { readonly came: number; readonly left: number }> {
  const moved: Record<string, { readonly came: number; readonly left: number }> = {};
  for (const { from, to, people } of entries.flatMap((entry) => said(entry).moved!)) {
    const count = (people as Extract<Figure, { kind: 'exact' }>).value;
    for (const [place, came, left] of [
      [from, 0, count],
      [to, count, 0],
    ] as const) {
      if (place === null) continue;
      const before = moved[place.stage] ?? { came: 0, left: 0 };
      moved[place.stage] = { came: before.came + came, left: before.left + left };
    }
  }
  return moved;
}

/** People by stage. */
function counted(rows: readonly { readonly stage: Stage; readonly people: Figure }[]): Counted {
  const people: Counted = {};
  for (const row of rows) {
    const [low, high] = people[row.stage] ?? [0, 0];
    const bounds = boundsOf(row.people);
    people[row.stage] = [low + bounds.low, high + bounds.high!];
  }
  return people;
}

async function check(cohorts: readonly (readonly [boolean, readonly Step[]])[]): Promise<void> {
  const files = new CaseFiles();
  try {
    for (const [index, [dated, steps]] of cohorts.entries()) await goHome(files, `c-${index}`, dated, steps);
    await files.catchUp();
    const log: Recorded[] = [];
    for await (const event of files.store.readAll()) log.push(event);
    for (const { position: knownAt } of log) {
      for (const on of ON) {
        const expected = [knownAt, on, plainFold(log, knownAt, on)];
        const { rows } = await stagesReport(files.models, { knownAt, on });
        expect([knownAt, on, counted(rows)]).toEqual(expected);
        const cohorts = await cohortList(files.models, { knownAt, on, asOf: on });
        expect([knownAt, on, counted(cohorts.rows.flatMap(({ balances }) => balances))]).toEqual(expected);
      }
    }
  } finally {
    await files.remove();
  }
}

describe('people on a day, as it was known at every position of the log', () => {
  it('are those that a plain fold of the log up to there counts', async () => {
    const step = fc.record<Step>({
      gap: fc.nat({ max: 4 }),
      delay: fc.nat({ max: 20 }),
      people: fc.integer({ min: 1, max: 9 }),
      mistaken: fc.constantFrom(null, 'taken back', 'put right'),
    });
    const cohort = fc.tuple(fc.boolean(), fc.array(step, { maxLength: WAY.length }));
    const trials = fc.asyncProperty(fc.array(cohort, { minLength: 1, maxLength: 3 }), check);
    await fc.assert(trials, { numRuns: rounds(6), endOnFailure: true });
  });
});
