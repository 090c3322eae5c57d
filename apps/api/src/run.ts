import { StoreRefused } from '#eventsourcing';
import 'reflect-metadata';
import { InvalidSettings, readSettings } from './configuration/settings.js';
import { inPlainWords } from './in-plain-words.js';
import { start } from './start.js';
import { firstAdministrator } from './tokens/first-administrator.js';

/** A server that has not stopped by then is ended. */
const STOP_MS = 4_800;

/** The server's process: from its settings to its exit code. */
export async function run(): Promise<void> {
  // What is made from here on, by this thread or another, is for its owner alone.
  process.umask(0o077);
  try {
    const settings = readSettings(process.env);
    const server = await start(settings);
    const first = await firstAdministrator(server.access, server.publicAddress, settings.dataDir, process.stdout.isTTY);
    if (first !== undefined) console.log(first);
    console.log(`Homeward is at ${server.address}, its API is described at ${server.address}/api/docs`);

    let stopping = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) return;
        stopping = true;
        setTimeout(() => process.exit(1), STOP_MS).unref();
        void server.stop().then(
          () => process.exit(0),
          (error: unknown) => {
            console.error(inPlainWords(error, process.env));
            process.exit(1);
          },
        );
      });
    }
  } catch (error) {
    console.error(inPlainWords(error, process.env));
    // What only the operator can put right: starting again would change nothing.
    process.exit(error instanceof InvalidSettings || error instanceof StoreRefused ? 2 : 1);
  }
}
