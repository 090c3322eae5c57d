import { fileURLToPath } from 'node:url';
import { outputOf } from './child.mjs';
import { cases, eventsourcing, stores } from './homeward.mjs';
import { histories } from './histories.mjs';

const { CommandHandling, Folds, commandId } = eventsourcing;
const USE_CASES = new Map(cases.USE_CASES.map((useCase) => [useCase.command, useCase]));
const BATCH = 1_000;

/** What decides on a command. */
export const useCaseOf = (command) => USE_CASES.get(command.constructor);

/** Decides on commands and appends what comes of it, many commands to one append. */
export class Recorder {
  #store;
  #handling;
  #recorded = 0;

  constructor(store) {
    this.#store = new Gathering(store);
    this.#handling = new CommandHandling(this.#store, new Folds(this.#store, 400_000));
  }

  /** Gives the number of events that the command came to. */
  async record({ target, command, now, tell }) {
    const id = commandId('bench', String(this.#recorded++));
    const { entries } = await this.#handling.handle(useCaseOf(command), command, {
      target,
      now,
      commandId: id,
      correlation: id,
      causation: null,
      actor: `Caseworker ${this.#recorded % 20}`,
      organisation: 'Field office',
    });
    tell(entries);
    return entries.length;
  }

  flush() {
    return this.#store.flush();
  }
}

/** Fills a log with realistic histories. */
async function fill(file, events, say) {
  const store = await stores.SqliteEventStore.open(file);
  const recorder = new Recorder(store);
  let count = 0;
  for (const step of histories(events)) {
    const before = count;
    count += await recorder.record(step);
    if (Math.floor(count / 100_000) > Math.floor(before / 100_000)) say(`made ${count.toLocaleString('en')} events`);
    if (count >= events) break;
  }
  await recorder.flush();
  await store.close();
  return count;
}

/** Stands before a store: answers an append at once and keeps it until there is a batch. For who never conflicts. */
class Gathering {
  #store;
  #writes = new Map();
  #gathered = 0;
  #known = new Set();
  #flushed = Promise.resolve();

  constructor(store) {
    this.#store = store;
  }

  async append(writes) {
    for (const { stream, expected, events } of writes) {
      this.#known.add(stream);
      const write = this.#writes.get(stream);
      if (write === undefined) this.#writes.set(stream, { stream, expected, events: [...events] });
      else write.events.push(...events);
      this.#gathered += events.length;
    }
    if (this.#gathered >= BATCH) {
      await this.#flushed;
      this.#flushed = this.flush();
    }
    return { position: '', revisions: [] };
  }

  async *read(stream, from) {
    if (!this.#known.has(stream)) return;
    await this.flush();
    yield* this.#store.read(stream, from);
  }

  /** Sends what was gathered; done when that and all before it is in the log. */
  async flush() {
    const before = this.#flushed;
    const writes = [...this.#writes.values()];
    this.#writes.clear();
    this.#gathered = 0;
    if (writes.length > 0) await this.#store.append(writes);
    await before;
  }
}

/** Makes a log with this many events, in a process of its own, and gives its file. */
export async function makeLog(file, events) {
  await outputOf(SELF, [file, String(events)]);
  return file;
}

const SELF = fileURLToPath(import.meta.url);

if (process.argv[1] === SELF) {
  const [file, events] = process.argv.slice(2);
  await fill(file, Number(events), (what) => process.stderr.write(`${what}\n`));
}
