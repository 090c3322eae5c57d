import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type Handled, type Submission, type UseCase } from '#eventsourcing';

/** What goes over the command bus: a command, and who asks for it. */
export class SubmittedCommand {
  constructor(
    readonly command: object,
    readonly submission: Submission,
  ) {}
}

/** Under this name all use cases are injected. */
export const USE_CASE_LIST = Symbol('use cases');

/** Handles every command in the one way that there is: read the stream, decide by the command's use case, append. */
@CommandHandler(SubmittedCommand)
export class SubmittedCommandHandler implements ICommandHandler<SubmittedCommand, Handled> {
  private readonly useCases: ReadonlyMap<unknown, UseCase<any>>;

  constructor(
    @Inject(USE_CASE_LIST) useCases: readonly UseCase<any>[],
    private readonly handling: CommandHandling,
  ) {
    this.useCases = new Map(useCases.map((useCase) => [useCase.command, useCase]));
  }

  /** @throws Error for a command that no model decides on, and everything that `CommandHandling.handle` throws */
  execute({ command, submission }: SubmittedCommand): Promise<Handled> {
    const useCase = this.useCases.get(command.constructor);
    if (useCase === undefined) throw new Error(`no model decides on ${command.constructor.name}`);
    return this.handling.handle(useCase, command, submission);
  }
}
