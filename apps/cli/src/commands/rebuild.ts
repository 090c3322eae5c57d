import { join } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { Command } from 'commander';
import type { EventStore } from '#eventsourcing';
import { type Comparison, openReadDatabase, type ReadDatabase, rebuild } from '#projections';
import { dataFolder, logAddress, logElsewhere, refuseUnwritable } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';
import { countEvents, openLog } from '../open-log.js';
import { comparisonInWords } from '../rebuilding/comparison-in-words.js';

interface Options {
  readonly data: string;
  readonly log?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** `homeward rebuild`: builds the read models again from the log, while a server may go on serving the old ones. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .addOption(dataFolder())
    .addOption(logElsewhere())
    .option('--check', 'only compare; ends with 1 where something differs')
    .option('--json', 'print the comparison as one JSON object')
    .action(async ({ data, log, check = false, json = false }: Options) => {
      refuseUnwritable(data);
      const store = await openLog('the log', logAddress(data, log), { readOnly: true });
      const database = await openReadDatabase({ folder: join(data, 'read') });
      try {
        await rebuildWithProgress(store, database, check, json);
      } finally {
        await database.close();
        await store.close();
      }
    });
}

async function rebuildWithProgress(
  store: EventStore,
  database: ReadDatabase,
  check: boolean,
  json: boolean,
): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  const bar = new SingleBar(
    { format: 'rebuilding [{bar}] {value} of {total} events, {eta_formatted} left', hideCursor: true },
    Presets.shades_classic,
  );
  let events = 0;
  let comparison: Comparison | null = null;
  try {
    bar.start(await countEvents(store), 0);
    const tookOver = await rebuild(store, database, {
      signal: stopping.signal,
      onCommit: (_, committed) => bar.update((events += committed)),
      onCompared: (told) => {
        comparison = told;
        return !check;
      },
    });
    bar.stop();
    if (stopping.signal.aborted) throw new Failure('stopped; the old read models go on being served');
    report(comparison, { tookOver, events, json });
  } finally {
    bar.stop();
    process.removeListener('SIGINT', stop);
  }
}

function report(
  comparison: Comparison | null,
  { tookOver, events, json }: { readonly tookOver: boolean; readonly events: number; readonly json: boolean },
): void {
  const differs = comparison !== null && comparison.tables.length > 0;
  if (json) console.log(JSON.stringify({ tookOver, events, differs, comparison }));
  else {
    console.log(comparisonInWords(comparison));
    console.log(
      tookOver
        ? `${events} events are in the new read models, which are served from now on`
        : 'Nothing was changed: the read models that were served go on being served',
    );
  }
  if (!tookOver && differs) process.exitCode = ExitCode.Failed;
}
