import 'reflect-metadata';
import { InvalidSettings, readSettings } from './configuration/settings.js';
import { inPlainWords } from './in-plain-words.js';
import { start } from './start.js';

/** A server that has not stopped by then is ended. */
const STOP_MS = 4_800;

/** The server's process: from its settings to its exit code. */
export async function run(): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const server = await start(settings);
    const first = await server.tokens.createFirst();
    if (first !== undefined) console.log(`administrator token: ${first.token}`);
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
    process.exit(error instanceof InvalidSettings ? 2 : 1);
  }
}
