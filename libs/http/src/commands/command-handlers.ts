import type { Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type Handled, type UseCase } from '#eventsourcing';
import { arrivalOf } from './command-body.js';

/** A handler on the command bus for each use case. All of them are this one: read, decide, append. */
export function commandHandlers(useCases: readonly UseCase<any>[]): Type<ICommandHandler>[] {
  return useCases.map((useCase) => {
    @CommandHandler(useCase.command)
    class Handler implements ICommandHandler<object, Handled> {
      constructor(private readonly handling: CommandHandling) {}

      execute(command: object): Promise<Handled> {
        return this.handling.handle(useCase, command, arrivalOf(command).submission);
      }
    }
    Object.defineProperty(Handler, 'name', { value: `${useCase.command.name}Handler` });
    return Handler;
  });
}
