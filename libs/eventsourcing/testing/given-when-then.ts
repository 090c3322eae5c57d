import { type Context, type Decided, type Given, type Reference, type UseCase } from '../src/decider.js';
import { Rejected, streamOf, type Model } from '../src/model.js';
import type { DomainEvent } from '../src/event.js';

/** What happened before, by stream name. */
export type History = Readonly<Record<string, readonly DomainEvent[]>>;

/** Fields of a command; what is left out keeps the class's default. */
type Fields<Command> = { readonly [Field in keyof Command]?: Command[Field] };

const NOW = '2026-01-02T03:04:05.000Z';

/** The commands of the running test whose outcome was not looked at yet: each is decided when it is. */
const unasked = new Map<object, string>();
beforeEach(() => unasked.clear());
afterEach(() => {
  const commands = [...unasked.values()];
  if (commands.length > 0) throw new Error(`of ${commands.join(', ')} nothing was asked, so nothing was decided`);
});

/**
 * A specification in sentences: `given(history).when(useCase, target, fields).then(events)`.
 * Events of the history get the ids `<stream>#<revision>`.
 */
export function given(history: History) {
  return {
    when<Command extends object>(
      useCase: UseCase<Command>,
      target: string,
      fields: Fields<Command>,
      context: Partial<Context> = {},
    ) {
      const asked = {};
      unasked.set(asked, useCase.command.name);
      const decide = (): readonly Decided[] => {
        unasked.delete(asked);
        return decideOn(useCase, history, target, fields, context);
      };
      return {
        /** The events decided on, by stream; streams without events left out. */
        then: (expected: History): void => expect(byStream(decide())).toEqual(expected),
        /** For one stream: exactly these events. */
        thenEvents: (...expected: readonly DomainEvent[]): void =>
          expect(decide().flatMap(({ events }) => events)).toEqual(expected),
        /** "Already so." */
        thenNothing: (): void => expect(byStream(decide())).toEqual({}),
        thenRejected: (code: string, facts?: object): void => {
          const refusal = refusalOf(decide);
          expect(refusal?.code ?? 'decided').toBe(code);
          if (facts !== undefined) expect(refusal?.facts).toMatchObject(facts);
        },
        /** What was decided, for looking closer. */
        decided: decide,
        /** The state of a stream with what was decided in it. */
        after: <State, Event extends DomainEvent>(model: Model<State, Event>, id: string): State => {
          const stream = streamOf(model, id);
          const events = decide().flatMap((decided) => (decided.stream === stream ? decided.events : []));
          return fold(model, stream, [...(history[stream] ?? []), ...events]);
        },
      };
    },
  };
}

/** Folds a history as a store would give it back. */
export function fold<State, Event extends DomainEvent>(
  model: Model<State, Event>,
  stream: string,
  events: readonly DomainEvent[],
): State {
  return events.reduce<State>(
    (state, event, revision) =>
      model.evolve(state, { ...(event as Event), id: `${stream}#${revision}`, recordedAt: NOW }),
    model.initial,
  );
}

function decideOn<Command extends object>(
  useCase: UseCase<Command>,
  history: History,
  target: string,
  fields: Fields<Command>,
  context: Partial<Context>,
): readonly Decided[] {
  const command = Object.assign(new useCase.command(), fields);
  const named = new Set<string>();
  const name = (references: readonly Reference[]): void => {
    for (const { model, id } of references) named.add(streamOf(model, id));
  };
  const givenNamed: Given = (model, id) => {
    const stream = streamOf(model, id);
    if (!named.has(stream)) throw new Error(`${useCase.command.name} looked at ${stream} without naming it`);
    return fold(model, stream, history[stream] ?? []);
  };
  name(useCase.streams(command, target));
  name(useCase.further?.(command, givenNamed, target) ?? []);
  return useCase.decide(command, givenNamed, { target, now: NOW, actor: 'a caseworker', ...context });
}

function refusalOf(decide: () => unknown): Rejected | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (error instanceof Rejected) return error;
    throw error;
  }
}

function byStream(decided: readonly Decided[]): History {
  return Object.fromEntries(
    decided.filter(({ events }) => events.length > 0).map(({ stream, events }) => [stream, events]),
  );
}
