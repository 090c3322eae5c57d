import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USE_CASES } from '#cases';
import { CommandHandling, commandId, type EventStore, type Position, type UseCase } from '#eventsourcing';
import { MemoryEventStore } from '#stores';
import { openReadDatabase, openReadModels, runProjector } from '../src/index.js';

const BY_NAME = new Map<string, UseCase<any>>(USE_CASES.map((useCase) => [useCase.command.name, useCase]));

/** Writes case files by the commands that a caseworker would send, and reads what the projections make of them. */
export class CaseFiles {
  readonly store: EventStore = new MemoryEventStore();
  readonly folder = mkdtempSync(join(tmpdir(), 'homeward-read-'));
  readonly models = openReadModels({ folder: this.folder });
  /** When the next commands are recorded. */
  now = '2025-09-10T12:00:00.000Z';
  private readonly handling = new CommandHandling(this.store);
  private commands = 0;

  /** Sends a command by its class's name; gives the ids of the entries. */
  async send(command: string, target: string, fields: object = {}): Promise<string[]> {
    const useCase = BY_NAME.get(command)!;
    const id = commandId('test', String(++this.commands));
    const { entries } = await this.handling.handle(useCase, Object.assign(new useCase.command(), fields), {
      target,
      commandId: id,
      actor: 'caseworker-1',
      organisation: 'ngo-1',
      correlation: id,
      causation: null,
      now: this.now,
    });
    return entries.map(({ entryId }) => entryId);
  }

  /** Projects everything that is in the log. */
  async catchUp(): Promise<Position | undefined> {
    const database = await openReadDatabase({ folder: this.folder });
    const done = new AbortController();
    const head = await this.store.head();
    const stopAtHead = (position: Position | undefined): void => {
      if (position === head) done.abort();
    };
    await runProjector(this.store, database, { signal: done.signal, onCaughtUp: stopAtHead });
    await database.close();
    return head;
  }

  async remove(): Promise<void> {
    await this.models.close();
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }
}
