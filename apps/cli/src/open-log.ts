import type { EventStore } from '#eventsourcing';
import { openEventStore, type OpenOptions } from '#stores';
import { ExitCode, Failure } from './exit-code.js';

/**
 * Opens a log for a command. `called` is what the command calls it: an option, or a phrase.
 * @throws Failure that ends the command as "unavailable", in plain words
 */
export async function openLog(called: string, address: string, options: OpenOptions): Promise<EventStore> {
  try {
    return await openEventStore(address, options);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // Of a server, the address may hold a password; of a file, it is what anyone who mistyped it looks for.
    const file =
      address.startsWith('sqlite:') && !said.includes(address.slice('sqlite:'.length)) ? ` (${address})` : '';
    throw new Failure(`${called}: ${said}${file}`, ExitCode.Unavailable);
  }
}

/** How many events a log holds: what a progress bar counts up to. */
export async function countEvents(store: EventStore): Promise<number> {
  let events = 0;
  for await (const _ of store.readAll()) events += 1;
  return events;
}
