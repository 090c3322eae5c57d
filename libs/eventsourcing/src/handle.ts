import { LRUCache } from 'lru-cache';
import { type Decided, type UseCase } from './decider.js';
import { Rejected, streamOf, type Model } from './model.js';
import { digestOf } from './digest.js';
import type { DomainEvent, NewEvent, Position, Recorded } from './event.js';
import { eventId } from './event-id.js';
import { IdReused, StoreUnavailable, WrongRevision, type EventStore, type Write } from './event-store.js';
import { Folds, type Fold } from './fold.js';
import { foldsFor, givenOf } from './given.js';
import { KeyedLock } from './keyed-lock.js';
import { Rehearsal, type Previewed } from './rehearsal.js';
import type { Submission } from './submission.js';
import { currentSchema } from './upcast.js';

export interface EntryWritten {
  readonly entryId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
}

export interface Handled<State = unknown> {
  /** The target's revision after the command. */
  readonly revision: number;
  /** Where the command's last event stands; for a command that changed nothing, the target's last event. */
  readonly position: Position | undefined;
  /** Empty for a command that found everything "already so". */
  readonly entries: readonly EntryWritten[];
  /** True where the command was known already and answers as the first time. */
  readonly repeated: boolean;
  readonly state: State;
}

/** The client decided on an older revision than the target has. */
export class StaleRevision extends Error {
  override readonly name = 'StaleRevision';
  constructor(
    readonly revision: number,
    readonly state: unknown,
    readonly stream: string,
    /** Where its newest entry stands; undefined where it does not exist. */
    readonly position: Position | undefined,
  ) {
    super(`the current revision is ${revision}`);
  }
}

const ATTEMPTS = 3;

/** Turns commands into events: reads, decides, appends. Written once, for every command. */
export class CommandHandling {
  private readonly folds: Folds;
  private readonly lock = new KeyedLock();
  /** Digests of commands seen lately, for a key that comes again for another target. */
  private readonly digests = new LRUCache<string, string>({ max: 10_000 });

  /**
   * @param isTaken whether the log holds an event id, as far as is known here without waiting: not every store notices an id
   *   that stands elsewhere
   */
  constructor(
    private readonly store: EventStore,
    folds = new Folds(store),
    private readonly isTaken: (eventId: string) => Promise<boolean> = async () => false,
  ) {
    this.folds = folds;
  }

  /**
   * Decides on a command and appends what it emits, all or nothing, durable before it answers.
   * @throws Rejected where a rule says no, and `key-reused` where the command's id came with another body before
   * @throws StaleRevision where `ifMatch` is not the target's revision
   * @throws WrongRevision where other writers won three times running
   * @throws StoreUnavailable when it cannot be known whether it was written: send the same command again
   */
  async handle<Command extends object>(
    useCase: UseCase<Command>,
    command: Command,
    submission: Submission,
  ): Promise<Handled> {
    const digest = digestOf(useCase.command.name, command, submission.target);
    if ((this.digests.get(submission.commandId) ?? digest) !== digest) throw new Rejected('key-reused');
    const { target } = submission;
    const names = useCase.streams(command, target).map(({ model, id }) => streamOf(model, id));

    return this.lock.run([...new Set(names)], async () => {
      let folds = await foldsFor(useCase, command, target, ({ model, id }) => this.folds.get(model, id));
      const refresh = async (): Promise<boolean> => {
        const before = new Map(folds.map(({ stream, revision }) => [stream, revision]));
        folds = await foldsFor(useCase, command, target, ({ model, id }) => this.folds.refresh(model, id));
        return folds.some(({ stream, revision }) => revision !== before.get(stream));
      };

      for (let attempt = 1; ; attempt++) {
        try {
          const first = await this.firstAnswer(folds, submission, digest);
          if (first !== undefined) return first;
          // None of its own streams knows the command, so that it was another command that made this event.
          if (await this.isTaken(eventId(submission.commandId, 0))) throw new Rejected('key-reused');
          const handled = await this.decideAndAppend(useCase, command, submission, digest, folds, refresh);
          this.digests.set(submission.commandId, digest);
          return handled;
        } catch (error) {
          if (error instanceof IdReused) throw new Rejected('key-reused');
          // What the store may hold by now is not what would be sent the next time: it is to be read.
          if (error instanceof StoreUnavailable) for (const { stream } of folds) this.folds.forget(stream);
          const again = error instanceof WrongRevision || error instanceof Rejected || error instanceof StaleRevision;
          if (!again || attempt === ATTEMPTS) throw error;
          // What was decided from memory counts only if the store knows nothing newer.
          const moved = await refresh();
          if (!moved && !(error instanceof WrongRevision)) throw error;
        }
      }
    });
  }

  /**
   * What a command would write now, without writing it. Several in a row: `rehearsal`.
   * @throws Rejected where a rule says no
   */
  async preview<Command extends object>(
    useCase: UseCase<Command>,
    command: Command,
    submission: Submission,
  ): Promise<Previewed> {
    return this.rehearsal().preview(useCase, command, submission);
  }

  /** Commands tried out one after the other, without writing. */
  rehearsal(): Rehearsal {
    return new Rehearsal(this.folds);
  }

  /** The state of one stream and its revision, for reading after a command. */
  async state<State, Event extends DomainEvent>(model: Model<State, Event>, id: string): Promise<Fold<State>> {
    return this.folds.refresh(model, id);
  }

  private async firstAnswer(
    folds: readonly Fold[],
    submission: Submission,
    digest: string,
  ): Promise<Handled | undefined> {
    const holders = folds.filter((fold) => fold.commands.has(submission.commandId));
    if (holders.length === 0) return undefined;
    const events: Recorded[] = [];
    for (const fold of holders) {
      for await (const event of this.store.read(fold.stream, fold.commands.get(submission.commandId))) {
        if (event.command.id !== submission.commandId) break;
        if (event.command.digest !== digest) throw new Rejected('key-reused');
        events.push(event);
      }
    }
    const target = folds[0]!;
    const last = (stream: string): number => events.findLast((event) => event.stream === stream)?.revision ?? -1;
    return {
      revision: events.some((event) => event.stream === target.stream) ? last(target.stream) : target.revision,
      position: events
        .map((event) => event.position)
        .sort()
        .at(-1),
      entries: events.map(({ id, type, stream, revision }) => ({ entryId: id, type, stream, revision })),
      repeated: true,
      state: target.state,
    };
  }

  private async decideAndAppend<Command extends object>(
    useCase: UseCase<Command>,
    command: Command,
    submission: Submission,
    digest: string,
    folds: readonly Fold[],
    refresh: () => Promise<boolean>,
  ): Promise<Handled> {
    const target = folds[0]!;
    if (submission.ifMatch !== undefined && submission.ifMatch !== target.revision) {
      throw new StaleRevision(target.revision, target.state, target.stream, target.position);
    }
    const byStream = new Map(folds.map((fold) => [fold.stream, fold]));
    const given = givenOf(useCase.command.name, folds);
    const decided = useCase.decide(command, given, submission).filter(({ events }) => events.length > 0);

    if (decided.length === 0) {
      if (await refresh()) throw new WrongRevision(target.stream, target.revision, -1);
      return {
        revision: target.revision,
        position: target.position,
        entries: [],
        repeated: false,
        state: target.state,
      };
    }
    const writes = toWrites(decided, byStream, useCase.command.name, submission, digest);
    const { position } = await this.store.append(writes);
    return this.takeIn(writes, byStream, target, position);
  }

  /** Folds the appended events as they were sent: they are what the store holds now. */
  private takeIn(
    writes: readonly Write[],
    folds: ReadonlyMap<string, Fold>,
    target: Fold,
    position: Position,
  ): Handled {
    const entries: EntryWritten[] = [];
    for (const { stream, expected, events } of writes) {
      const first = expected === 'none' ? 0 : expected + 1;
      const recorded = events.map((event, index) => ({ ...event, position, stream, revision: first + index }));
      this.folds.append(folds.get(stream)!, recorded);
      for (const { id, type, revision } of recorded) entries.push({ entryId: id, type, stream, revision });
    }
    return { revision: target.revision, position, entries, repeated: false, state: target.state };
  }
}

function toWrites(
  decided: readonly Decided[],
  folds: ReadonlyMap<string, Fold>,
  command: string,
  submission: Submission,
  digest: string,
): Write[] {
  const { commandId, actor, organisation, correlation, causation, now, writtenAt } = submission;
  let index = 0;
  return decided.map(({ stream, events }) => {
    const fold = folds.get(stream);
    if (fold === undefined) throw new Error(`${command} decided on ${stream} without naming it`);
    return {
      stream,
      expected: fold.revision === -1 ? 'none' : fold.revision,
      events: events.map(({ type, data }): NewEvent => ({
        type,
        data,
        id: eventId(commandId, index++),
        schema: currentSchema(fold.model.upcasters ?? {}, type),
        actor,
        organisation,
        command: { id: commandId, name: command, digest },
        correlation,
        causation,
        recordedAt: now,
        ...(writtenAt !== undefined && { writtenAt }),
      })),
    };
  });
}
