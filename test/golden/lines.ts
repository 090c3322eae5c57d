import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromCanonical, upcasterOf, type Recorded } from '#eventsourcing';
import { MODELS } from '#cases';
import { modelOf, recordsOf } from './log.js';
import { everyShape } from './scenario/every-shape.js';
import { Shapes } from './shapes.js';

const RECORDS = fileURLToPath(new URL('records.jsonl', import.meta.url));
const STATES = fileURLToPath(new URL('states.jsonl', import.meta.url));

/** The golden lines: whole streams, in the order in which they were written. Their positions are their numbers. */
export function goldenRecords(): Recorded[] {
  return linesOf(RECORDS).map((line, index) => fromCanonical(String(index + 1).padStart(16, '0'), line));
}

/** What the stream of each line had become with it. */
export function goldenStates(): string[] {
  return linesOf(STATES);
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

/** Folds each stream line by line, and gives the state after each as one line of JSON. */
export function statesOf(records: readonly Recorded[]): string[] {
  const newest = upcasterOf(MODELS);
  const states = new Map<string, unknown>();
  return records.map((record) => {
    const model = modelOf(record.stream);
    const state = model.evolve(states.get(record.stream) ?? model.initial, newest(record));
    states.set(record.stream, state);
    return JSON.stringify(state, inPlainJson);
  });
}

/** Maps as lists, and of a chain of entries the newest and the id of the one before it. */
function inPlainJson(name: string, value: unknown): unknown {
  if (name === 'before' && value !== null) return (value as { readonly id: string }).id;
  return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
}

/** Writes the states again, where it is meant that old entries come to something else. The records stay as they are. */
export function renewStates(): void {
  writeFileSync(
    STATES,
    statesOf(goldenRecords())
      .map((state) => `${state}\n`)
      .join(''),
  );
}

/** Adds the streams in which the scenario writes a shape that no line has, under names of their own. No line is ever changed. */
export async function addLines(): Promise<void> {
  const golden = goldenRecords();
  const shapes = new Shapes(golden);
  const streams = new Set(golden.map(({ stream }) => stream));
  for (let edition = 1; ; edition++) {
    const ending = edition === 1 ? '' : `-${edition}`;
    const records = await recordsOf((send) => everyShape(send, ending), `golden${ending}`);
    const isNew = new Set(records.filter((one) => shapes.unknownIn(one).length > 0).map(({ stream }) => stream));
    if ([...isNew].some((stream) => streams.has(stream))) continue;
    const added = records.filter(({ stream }) => isNew.has(stream));
    if (added.length === 0) return;
    appendFileSync(RECORDS, added.map(({ canonical }) => `${canonical}\n`).join(''));
    appendFileSync(STATES, statesOf(added).map((state) => `${state}\n`).join(''));
    return;
  }
}
