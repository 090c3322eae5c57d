import type { DomainEvent, Entry } from './event.js';
import type { Upcasters } from './upcast.js';

export type { DomainEvent, Entry } from './event.js';
export type { Written } from './upcast.js';

/** How one kind of stream folds into a state. */
export interface Model<State, Event extends DomainEvent> {
  /** What the stream's name starts with: `cohort` for `cohort-<id>`. */
  readonly category: string;
  readonly initial: State;
  /** Never refuses, never mutates. */
  readonly evolve: (state: State, event: Entry<Event>) => State;
  readonly upcasters?: Upcasters;
}

export function streamOf(model: { readonly category: string }, id: string): string {
  return `${model.category}-${id}`;
}

/** A "no" that a rule gives. `code` is stable; `facts` say what the rule saw. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  constructor(
    readonly code: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }
}
