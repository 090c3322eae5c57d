import { LRUCache } from 'lru-cache';
import { streamOf, type Model } from './model.js';
import type { DomainEvent, Position, Recorded } from './event.js';
import type { EventStore } from './event-store.js';
import { upcast } from './upcast.js';

/** All of a recorded event but the stored text, which no fold looks at. */
export type Folded = Omit<Recorded, 'canonical'>;

/** A stream folded up to a revision. */
export interface Fold<State = unknown> {
  readonly stream: string;
  readonly model: Model<any, any>;
  /** -1 for a stream that does not exist. */
  revision: number;
  state: State;
  position: Position | undefined;
  /** The first revision that each command wrote here. */
  readonly commands: Map<string, number>;
}

/**
 * Streams folded once and kept, so that a command on a hot stream reads nothing.
 * Bounded by the number of events folded, not by streams: long streams cost what they weigh.
 */
export class Folds {
  private readonly kept: LRUCache<string, Fold>;

  constructor(
    private readonly store: EventStore,
    maxEvents = 500_000,
  ) {
    this.kept = new LRUCache({ maxSize: maxEvents, sizeCalculation: (fold) => fold.revision + 2 });
  }

  /** The fold as it is in memory, read from the store where it is not. */
  async get<State, Event extends DomainEvent>(model: Model<State, Event>, id: string): Promise<Fold<State>> {
    const kept = this.kept.get(streamOf(model, id));
    return (kept as Fold<State> | undefined) ?? this.refresh(model, id);
  }

  /** The fold with everything that is in the store by now. */
  async refresh<State, Event extends DomainEvent>(model: Model<State, Event>, id: string): Promise<Fold<State>> {
    const stream = streamOf(model, id);
    const fold = (this.kept.get(stream) as Fold<State> | undefined) ?? {
      stream,
      model,
      revision: -1,
      state: model.initial,
      position: undefined,
      commands: new Map<string, number>(),
    };
    for await (const event of this.store.read(stream, fold.revision + 1)) advance(fold as Fold, event);
    this.keep(fold);
    return fold;
  }

  /** Takes in what was just appended, so that the next command need not read it. */
  append(fold: Fold, events: readonly Folded[]): void {
    for (const event of events) advance(fold, event);
    this.keep(fold);
  }

  forget(stream: string): void {
    this.kept.delete(stream);
  }

  private keep(fold: Fold): void {
    if (fold.revision < 0) return;
    // Set again as it is, it would go on counting for what it weighed at first.
    this.kept.delete(fold.stream);
    this.kept.set(fold.stream, fold as Fold);
  }
}

function advance(fold: Fold, stored: Folded): void {
  // A refresh may meet events that an append has taken in meanwhile.
  if (stored.revision !== fold.revision + 1) return;
  const event = fold.model.upcasters ? upcast(fold.model.upcasters, stored) : stored;
  fold.state = fold.model.evolve(fold.state, event);
  fold.revision = event.revision;
  fold.position = event.position;
  if (!fold.commands.has(event.command.id)) fold.commands.set(event.command.id, event.revision);
}
