import type { DomainEvent } from './event.js';
import { streamOf, type Model } from './model.js';

/** What a decision may know besides the command and the state. */
export interface Context {
  /** The id in the URL, or the one that a creating command chose. */
  readonly target: string;
  /** RFC 3339 instant. */
  readonly now: string;
  readonly actor: string;
}

/** The state of any stream that a command named, folded. */
export type Given = <State, Event extends DomainEvent>(model: Model<State, Event>, id: string) => State;

/** Events that a decision gives to one stream. */
export interface Decided {
  readonly stream: string;
  readonly events: readonly DomainEvent[];
}

/** Names the stream that a decision's events belong to. */
export function to<Event extends DomainEvent>(model: Model<any, Event>, id: string, events: readonly Event[]): Decided {
  return { stream: streamOf(model, id), events };
}

export type CommandClass<Command extends object = object> = new () => Command;

/** Names a stream, and how it folds. */
export interface Reference {
  readonly model: Model<any, any>;
  readonly id: string;
}

/** A command with the one pure function that decides on it. */
export interface UseCase<Command extends object = object> {
  readonly command: CommandClass<Command>;
  /** The streams that the decision looks at; the first is the command's target, whose revision the client sees. */
  readonly streams: (command: Command, target: string) => readonly Reference[];
  /** Streams that are known only from the state of those above. */
  readonly further?: (command: Command, given: Given, target: string) => readonly Reference[];
  readonly decide: (command: Command, given: Given, context: Context) => readonly Decided[];
}

/** A decision on one stream: `[]` says "already so", `Rejected` says "no". */
export type Decide<Command, State, Event extends DomainEvent> = (
  command: Command,
  state: State,
  context: Context,
) => readonly Event[];

/** Rows of a decider's table: `const on = commandsOf(cohort); [on(MarkInTransit, markInTransit), ...]`. */
export function commandsOf<State, Event extends DomainEvent>(model: Model<State, Event>) {
  return <Command extends object>(
    command: CommandClass<Command>,
    decide: Decide<Command, State, Event>,
  ): UseCase<Command> => ({
    command,
    streams: (_, target) => [{ model, id: target }],
    decide: (body, given, context) => [to(model, context.target, decide(body, given(model, context.target), context))],
  });
}

/** A command that needs several streams: it names them, and its decision returns events for each, all or nothing. */
export function across<Command extends object>(
  command: CommandClass<Command>,
  useCase: Omit<UseCase<Command>, 'command'>,
): UseCase<Command> {
  return { command, ...useCase };
}
