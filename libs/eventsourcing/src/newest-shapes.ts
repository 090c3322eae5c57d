import type { Model } from './model.js';
import type { Recorded } from './event.js';
import { isCaughtUp, type CaughtUp, type EventStore } from './event-store.js';
import { upcast, type Upcasters } from './upcast.js';

/** Gives events of these models' streams in their newest shape, others as they are. `canonical` stays what is stored. */
export function upcasterOf(
  models: readonly Pick<Model<any, any>, 'category' | 'upcasters'>[],
): (event: Recorded) => Recorded {
  const steps = new Map<string, Upcasters>();
  for (const { category, upcasters } of models) if (upcasters !== undefined) steps.set(category, upcasters);
  if (steps.size === 0) return (event) => event;
  return (event) => {
    const upcasters = steps.get(categoryOf(event.stream));
    return upcasters === undefined ? event : upcast(upcasters, event);
  };
}

/** The category that a stream's name starts with: `cohort` for `cohort-<id>`. Categories have no hyphen. */
export function categoryOf(stream: string): string {
  return stream.slice(0, stream.indexOf('-'));
}

/** The same log, whose readers see every event in its newest shape. What is appended goes in as it comes. */
export function inNewestShapes(
  store: EventStore,
  models: readonly Pick<Model<any, any>, 'category' | 'upcasters'>[],
): EventStore {
  const newest = upcasterOf(models);
  return {
    append: (writes, options) => store.append(writes, options),
    read: (stream, from) => each(store.read(stream, from), newest),
    readAll: (after, limit) => each(store.readAll(after, limit), newest),
    follow: (after, options) =>
      each<Recorded | CaughtUp>(store.follow(after, options), (item) => (isCaughtUp(item) ? item : newest(item))),
    head: () => store.head(),
    close: () => store.close(),
  };
}

async function* each<Item>(items: AsyncIterable<Item>, change: (item: Item) => Item): AsyncGenerator<Item> {
  for await (const item of items) yield change(item);
}
