import type { UseCase } from '#eventsourcing';

/** The use case of a command in a decider's table. */
export function useCaseOf(useCases: readonly UseCase<any>[], command: new () => object): UseCase<any> {
  const found = useCases.find((useCase) => useCase.command === command);
  if (found === undefined) throw new Error(`${command.name} is in no decider's table`);
  return found;
}
