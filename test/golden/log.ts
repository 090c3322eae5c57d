import { importUseCases, MODELS, USE_CASES } from '#cases';
import { categoryOf, CommandHandling, commandId, type EventStore, type Model, type Recorded, type UseCase } from '#eventsourcing';
import { MemoryEventStore } from '#stores';

const BY_NAME = new Map<string, UseCase<any>>(
  [...USE_CASES, ...importUseCases].map((useCase) => [useCase.command.name, useCase]),
);

/** Sends a command by its class's name, and gives the ids of its entries. */
export type Send = (command: string, target: string, fields?: object) => Promise<string[]>;

/** A log in memory that commands are sent to. The same commands in the same order always give the same records. */
export function commandsInto(store: EventStore, writer: string): Send {
  const handling = new CommandHandling(store);
  let sent = 0;
  return async (name, target, fields = {}) => {
    const useCase = BY_NAME.get(name)!;
    const { entries } = await handling.handle(useCase, Object.assign(new useCase.command(), fields), {
      target,
      commandId: commandId(writer, String(++sent)),
      actor: 'Field office',
      organisation: sent % 2 === 0 ? null : 'An organisation',
      correlation: writer,
      causation: null,
      now: '2025-10-01T12:00:00.000Z',
    });
    return entries.map(({ entryId }) => entryId);
  };
}

/** What somebody wrote, in log order. */
export async function recordsOf(writing: (send: Send) => Promise<void>, writer: string): Promise<Recorded[]> {
  const store = new MemoryEventStore();
  await writing(commandsInto(store, writer));
  const records: Recorded[] = [];
  for await (const record of store.readAll()) records.push(record);
  return records;
}

/** The model of a stream. */
export function modelOf(stream: string): Model<any, any> {
  return MODELS.find(({ category }) => category === categoryOf(stream))!;
}
