import { LRUCache } from 'lru-cache';
import { MODELS } from '#cases';
import { categoryOf, upcasterOf, type EventStore, type Model, type Recorded } from '#eventsourcing';
import { changesBetween, type Change } from './changes.js';
import { shown, type Shown } from './shown.js';

/** One entry, with what it made of its stream. */
export interface ReplayStep {
  /** As it is stored. */
  readonly record: Recorded;
  /** In its newest shape, as the state takes it in. */
  readonly entry: Recorded;
  readonly before: Shown;
  readonly after: Shown;
  readonly changes: readonly Change[];
}

/** States that are kept: those that a step back, or a step on in the same stream, asks for. */
const KEPT = 2_000;

const models = new Map<string, Model<any, any>>(MODELS.map((model) => [model.category, model]));

/** Says of any entry of a log what it did. States are folded from the start of the stream, and kept for a while. */
export class Steps {
  private readonly states = new LRUCache<string, { readonly state: unknown }>({ max: KEPT });

  private readonly newest = upcasterOf(MODELS);

  constructor(private readonly store: EventStore) {}

  async of(record: Recorded): Promise<ReplayStep> {
    const entry = this.newest(record);
    const model = models.get(categoryOf(record.stream));
    // A stream of some other program: its entries can be shown, its states cannot.
    if (model === undefined) return { record, entry, before: null, after: null, changes: [] };
    const earlier = await this.state(model, record.stream, record.revision - 1);
    const later = model.evolve(earlier, entry);
    this.keep(record.stream, record.revision, later);
    const [before, after] = [shown(model, earlier), shown(model, later)];
    return { record, entry, before, after, changes: changesBetween(before, after) };
  }

  private async state(model: Model<any, any>, stream: string, revision: number): Promise<unknown> {
    if (revision < 0) return model.initial;
    const kept = this.states.get(keyOf(stream, revision));
    if (kept !== undefined) return kept.state;
    let state = model.initial;
    for await (const record of this.store.read(stream)) {
      if (record.revision > revision) break;
      state = model.evolve(state, this.newest(record));
    }
    this.keep(stream, revision, state);
    return state;
  }

  private keep(stream: string, revision: number, state: unknown): void {
    this.states.set(keyOf(stream, revision), { state });
  }
}

function keyOf(stream: string, revision: number): string {
  return `${revision} ${stream}`;
}
