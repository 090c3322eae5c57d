import { v4 } from 'uuid';
import type { NewEvent, Recorded } from '../src/event.js';
import { isCaughtUp, type CaughtUp, type EventStore, type Position, type Write } from '../src/index.js';

/** Gives the tests of a contract the store that was opened for the running test. */
export type TheStore = () => EventStore;

/** A stream name that no other test uses: a contract may run on a log that others write to. */
export function newStream(category = 'cohort'): string {
  return `${category}-${v4()}`;
}

/** An event as a command would emit it, with an id of its own. */
export function sampleEvent(data: object = { headcount: 146 }, changes: Partial<NewEvent> = {}): NewEvent {
  return {
    type: 'CohortRegistered',
    data,
    id: v4(),
    schema: 1,
    actor: 'caseworker-1',
    organisation: 'ngo-1',
    command: { id: v4(), name: 'RegisterCohort', digest: '0123456789abcdef0123456789abcdef' },
    correlation: 'request-1',
    causation: null,
    recordedAt: '2025-08-24T10:00:00.000Z',
    ...changes,
  };
}

export function sampleEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => sampleEvent({ index }));
}

export function write(stream: string, expected: Write['expected'], ...events: NewEvent[]): Write {
  return { stream, expected, events };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function idsOf(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** What the log holds of these streams after a position. */
export async function logOf(
  store: EventStore,
  streams: readonly string[],
  after: Position | undefined,
): Promise<Recorded[]> {
  return (await collect(store.readAll(after))).filter(({ stream }) => streams.includes(stream));
}

/** Follows until `enough` says so, and gives what came up to then. */
export async function followUntil(
  store: EventStore,
  after: Position | undefined,
  enough: (items: readonly (Recorded | CaughtUp)[]) => boolean,
): Promise<(Recorded | CaughtUp)[]> {
  const stop = new AbortController();
  const items: (Recorded | CaughtUp)[] = [];
  for await (const item of store.follow(after, { signal: stop.signal })) {
    items.push(item);
    if (enough(items)) stop.abort();
  }
  return items;
}

export function eventsIn(items: readonly (Recorded | CaughtUp)[]): Recorded[] {
  return items.filter((item): item is Recorded => !isCaughtUp(item));
}
