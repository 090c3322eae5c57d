import type { DomainEvent, Metadata } from './event.js';

/** What the record of an old event says besides its data: a step may need it, where the data alone does not tell. */
export type Written = Pick<Metadata, 'schema' | 'command' | 'correlation'>;

/**
 * For each event type the steps from schema 1 to 2, 2 to 3 and so on. What is stored is never rewritten;
 * a reader sees the newest shape.
 */
export type Upcasters = Readonly<Record<string, readonly ((data: never, written: Written) => object)[]>>;

/** The schema number that new events of a type carry: 1, and 1 more for each upcaster. */
export function currentSchema(upcasters: Upcasters, type: string): number {
  return (upcasters[type]?.length ?? 0) + 1;
}

/** The event in its newest shape. `canonical` still holds the stored one. */
export function upcast<E extends DomainEvent & Written>(upcasters: Upcasters, event: E): E {
  const steps = upcasters[event.type];
  if (steps === undefined || event.schema > steps.length) return event;
  const data = steps.slice(event.schema - 1).reduce<object>((old, step) => step(old as never, event), event.data);
  return { ...event, data, schema: steps.length + 1 };
}
