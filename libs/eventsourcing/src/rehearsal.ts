import { type Decided, type Reference, type UseCase } from './decider.js';
import { streamOf } from './model.js';
import { eventId } from './event-id.js';
import type { Fold, Folds } from './fold.js';
import { foldsFor, givenOf } from './given.js';
import type { Submission } from './submission.js';

/** What a command would write. */
export interface Previewed<State = unknown> {
  /** Streams with the events they would get; empty where everything is "already so". */
  readonly decided: readonly Decided[];
  /** True where the command is in the log already: sent again, it answers as the first time. */
  readonly repeated: boolean;
  /** The target's state after it. */
  readonly state: State;
}

/**
 * Commands decided on one after the other as if they were written, without writing: each sees what those before it
 * would have done. Nothing is kept from others meanwhile, so what is decided here may be decided otherwise later.
 */
export class Rehearsal {
  private readonly changed = new Map<string, Fold>();

  constructor(private readonly folds: Folds) {}

  /** @throws Rejected where a rule says no */
  async preview<Command extends object>(
    useCase: UseCase<Command>,
    command: Command,
    submission: Submission,
  ): Promise<Previewed> {
    const folds = await foldsFor(useCase, command, submission.target, (reference) => this.fold(reference));
    const target = folds[0]!;
    if (folds.some((fold) => fold.commands.has(submission.commandId))) {
      return { decided: [], repeated: true, state: target.state };
    }
    const decided = useCase
      .decide(command, givenOf(useCase.command.name, folds), submission)
      .filter(({ events }) => events.length > 0);
    this.takeIn(decided, folds, submission);
    const after = this.changed.get(target.stream) ?? target;
    return { decided, repeated: false, state: after.state };
  }

  private async fold({ model, id }: Reference): Promise<Fold> {
    return this.changed.get(streamOf(model, id)) ?? (await this.folds.refresh(model, id));
  }

  private takeIn(decided: readonly Decided[], folds: readonly Fold[], { commandId, now }: Submission): void {
    let index = 0;
    for (const { stream, events } of decided) {
      const before = folds.find((fold) => fold.stream === stream)!;
      // The kept fold is everybody's: a rehearsal changes a copy of it.
      const fold = { ...before, commands: new Map(before.commands).set(commandId, before.revision + 1) };
      for (const event of events) {
        fold.state = fold.model.evolve(fold.state, { ...event, id: eventId(commandId, index++), recordedAt: now });
        fold.revision += 1;
      }
      this.changed.set(stream, fold);
    }
  }
}
