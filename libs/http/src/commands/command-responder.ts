import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MODELS } from '#cases';
import {
  inNewestShapes,
  StaleRevision,
  type EntryWritten,
  type EventStore,
  type Handled,
  type Position,
} from '#eventsourcing';
import { EVENT_STORE } from '../injection.js';
import { Metrics } from '../metrics.js';
import { problemOf } from '../problems/problem-of.js';
import { HttpProblem } from '../problems/problem.js';
import type { CommandRequest } from './command-body.js';
import { entriesSince, type EntrySince } from './entries-since.js';
import { SubmittedCommand } from './submitted-command.js';

/** What a command is answered with, besides the state of what it acted on. */
export interface CommandAnswer {
  readonly id: string;
  /** The revision after the command. */
  readonly revision: number;
  /** Read with `after` this position to see what the command did. */
  readonly position: Position;
  /** Empty for a command that found everything "already so". */
  readonly entries: readonly EntryWritten[];
}

/** Where a state stands: `position` is null where it was only looked at. */
export interface StateAt {
  readonly revision: number;
  readonly position: Position | null;
}

/** What a state is called by where there is nothing yet. */
interface Unknown {
  readonly status: 'unknown';
}

/** What decisions are made on, with where it stands; of what is known. */
export type Decided<State> = Exclude<State, Unknown> & StateAt;

/** How the state of one kind of thing is shown. */
export interface StateView<State = any, Member extends string = string, Shown extends object = object> {
  /** Its collection's path, e.g. `cohorts`. */
  readonly collection: string;
  /** The answer's member that holds it, e.g. `cohort`. */
  readonly member: Member;
  readonly view: (state: State, at: StateAt) => Shown;
}

/** Sends commands over the bus, and answers what came of them. */
@Injectable()
export class CommandResponder {
  private readonly store: EventStore;

  constructor(
    private readonly bus: CommandBus,
    private readonly metrics: Metrics,
    @Inject(EVENT_STORE) store: EventStore,
  ) {
    this.store = inNewestShapes(store, MODELS);
  }

  /** @throws HttpProblem and everything that `CommandHandling.handle` throws */
  async submit<Member extends string, Shown extends object>(
    { command, submission, reply }: CommandRequest,
    { collection, member, view }: StateView<any, Member, Shown>,
  ): Promise<CommandAnswer & Readonly<Record<Member, Exclude<Shown, Unknown>>>> {
    const name = command.constructor.name;
    try {
      const handled = await this.bus.execute<SubmittedCommand, Handled>(new SubmittedCommand(command, submission));
      const { revision, state, entries, repeated } = handled;
      const position = handled.position!;
      if (!repeated) reply.request.written = entries;
      this.metrics.command(name, repeated ? 'repeated' : entries.length === 0 ? 'already-so' : 'done');
      reply.header('etag', `"${revision}"`);
      reply.header('location', `/api/v1/${collection}/${submission.target}`);
      const answer = { id: submission.target, revision, position, entries };
      // What something was done to is known.
      const shown = view(state, { revision, position }) as Exclude<Shown, Unknown>;
      return { ...answer, [member]: shown } as CommandAnswer & Readonly<Record<Member, Exclude<Shown, Unknown>>>;
    } catch (error) {
      this.metrics.command(name, problemOf(error).code);
      if (!(error instanceof StaleRevision)) throw error;
      const since = await entriesSince(this.store, error.stream, submission.ifMatch!, error.revision);
      throw stale(error, since, { [member]: view(error.state, { revision: error.revision, position: null }) });
    }
  }
}

/** The client decided on what is not so any more: it is told what came since, and how it stands now. */
function stale({ revision, position }: StaleRevision, since: readonly EntrySince[], state: object): HttpProblem {
  return new HttpProblem(412, 'stale', 'It has changed since you read it', {
    detail: `It is at revision ${revision} now, which is shown with the state it is in and what was recorded since.`,
    members: { revision, position: position ?? null, since, ...state },
  });
}

/** Of most things an answer shows what its decisions are made on. */
export function asDecidedOn<State extends object, Member extends string>(
  collection: string,
  member: Member,
): StateView<State, Member, State & StateAt> {
  return { collection, member, view: (state, at) => ({ ...state, ...at }) };
}
