import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { Command, Option } from 'commander';
import type { EventStore } from '#eventsourcing';
import { ReadDatabase, rebuild } from '#projections';
import { ExitCode, Failure } from '../exit-code.js';
import { countEvents, openLog } from '../open-log.js';

interface Options {
  readonly data: string;
  readonly log?: string;
}

/** `homeward rebuild`: builds the read models anew from the log, while a server may go on serving the old ones. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description(
      'build the read models anew from the log; they take the place of the old ones when they have caught up',
    )
    .addOption(new Option('--data <folder>', 'the data folder of the installation').env('DATA_DIR').default('./data'))
    .option('--log <address>', 'the log, where it is not the embedded one in the data folder')
    .action(async ({ data, log }: Options) => {
      if (!existsSync(data))
        throw new Failure(`there is no data folder ${data}; name another with --data`, ExitCode.Usage);
      const store = await openLog('the log', log ?? `sqlite:${join(data, 'log.sqlite')}`, true);
      const database = await ReadDatabase.open({ folder: join(data, 'read') });
      try {
        await rebuildWithProgress(store, database);
      } finally {
        await database.close();
        await store.close();
      }
    });
}

async function rebuildWithProgress(store: EventStore, database: ReadDatabase): Promise<void> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const bar = new SingleBar(
    { format: 'rebuilding [{bar}] {value} of {total} events, {eta_formatted} left', hideCursor: true },
    Presets.shades_classic,
  );
  let done = 0;
  bar.start(await countEvents(store), 0);
  const inPlace = await rebuild(store, database, {
    signal: stopping.signal,
    onCommit: (_, events) => bar.update((done += events)),
  });
  bar.stop();
  if (!inPlace) throw new Failure('stopped; the old read models go on being served');
  console.log(`${done} events are in the new read models, which are served from now on`);
}
