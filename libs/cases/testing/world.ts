import {
  Rejected,
  streamOf,
  type CommandClass,
  type Decided,
  type DomainEvent,
  type Entry,
  type Given,
} from '#eventsourcing';
import { cohort, type Cohort } from '../src/cohort/cohort.js';
import type { CohortEvent } from '../src/cohort/events.js';
import { exchange } from '../src/exchange/exchange.js';
import { BookKeeper } from './book-keeper.js';
import { useCaseOf } from './case-files.js';
import { asCommand, COHORTS, type Fields, type WorldStep } from './steps.js';
import { Truth } from './truth.js';

const NOW = '2026-01-02T03:04:05.000Z';

/** What became of a step. */
export interface Outcome {
  readonly type: CommandClass;
  readonly fields: Fields;
  readonly before: Cohort;
  /** The refusal's code. */
  readonly refused?: string;
  /** True where something was decided, and may have happened. */
  readonly decided?: boolean;
}

/** Several cohorts and exchanges in memory, with second books beside them and, if it is kept, the truth. */
export class World {
  readonly truth = new Truth();
  readonly books = new Map(COHORTS.map((id) => [streamOf(cohort, id), new BookKeeper()]));
  private readonly log = new Map<string, Entry<DomainEvent>[]>();
  private readonly states = new Map<string, unknown>();
  private entries = 0;

  /** `truthful`: what cannot be true of those who are there does not happen, though it may be said. */
  constructor(private readonly truthful: boolean) {}

  take(step: WorldStep): Outcome {
    const state = this.cohort(step.cohort);
    const known = state.status === 'unknown' ? undefined : state;
    const entries = this.entriesOf(step.cohort).map(({ id }) => id);
    const { command: type, target, fields } = asCommand(step, known, entries, this.exchanges);
    const useCase = useCaseOf<object>(type);
    const command = Object.assign(new type(), fields);
    const outcome = { type, fields, before: state };
    const given: Given = (model, id) => this.state(model, streamOf(model, id)) as never;
    const further = useCase.further?.(command, given, target) ?? [];
    const named = [...useCase.streams(command, target), ...further].map(({ model, id }) => ({
      model,
      stream: streamOf(model, id),
    }));
    const seen = (): string => inFull([command, ...named.map(({ model, stream }) => this.state(model, stream))]);
    const before = seen();
    const expectUntouched = (): void => {
      if (seen() !== before) throw new Error(`${type.name} changed what it was given`);
    };
    try {
      const decided = useCase.decide(command, given, { target, now: NOW, actor: 'a caseworker' });
      expectUntouched();
      const written = decided.filter(({ events }) => events.length > 0).map((one) => this.withIds(one));
      const cohorts = written.filter(({ stream }) => stream.startsWith('cohort-')) as Parameters<Truth['happens']>[0];
      if (!this.truthful || this.truth.happens(cohorts, step.truth)) {
        for (const { stream, events } of written) {
          const model = named.find((one) => one.stream === stream)!.model;
          for (const event of events) this.append(model, stream, event);
        }
      }
      return { ...outcome, decided: written.length > 0 };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      expectUntouched();
      return { ...outcome, refused: error.code };
    }
  }

  cohort(id: string): Cohort {
    return this.state(cohort, streamOf(cohort, id)) as Cohort;
  }

  entriesOf(id: string): readonly Entry<DomainEvent>[] {
    return this.log.get(streamOf(cohort, id)) ?? [];
  }

  private get exchanges(): readonly string[] {
    const prefix = streamOf(exchange, '');
    return [...this.log.keys()].flatMap((stream) => (stream.startsWith(prefix) ? [stream.slice(prefix.length)] : []));
  }

  /** Every stream folded again, from the text of its events. */
  replayed(): ReadonlyMap<string, unknown> {
    return new Map(
      [...this.log].map(([stream, events]) => {
        const model = stream.startsWith('cohort-') ? cohort : exchange;
        const stored = JSON.parse(JSON.stringify(events)) as Entry<never>[];
        return [stream, stored.reduce<unknown>((state, event) => model.evolve(state as never, event), model.initial)];
      }),
    );
  }

  get all(): ReadonlyMap<string, unknown> {
    return this.states;
  }

  private state(model: { readonly initial: unknown }, stream: string): unknown {
    return this.states.get(stream) ?? model.initial;
  }

  private withIds({ stream, events }: Decided) {
    return { stream, events: events.map((event) => ({ ...event, id: `entry-${this.entries++}`, recordedAt: NOW })) };
  }

  private append(
    model: { initial: unknown; evolve: (state: any, event: any) => unknown },
    stream: string,
    event: Entry,
  ) {
    this.log.set(stream, [...(this.log.get(stream) ?? []), event]);
    this.states.set(stream, model.evolve(this.state(model, stream), event));
    this.books.get(stream)?.record(event as Entry<CohortEvent>);
  }
}

/** Everything in a value as text, maps too. */
function inFull(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? [...part] : part));
}
