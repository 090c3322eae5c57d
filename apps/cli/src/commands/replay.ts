import { once } from 'node:events';
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { isCaughtUp, type EventStore, type Position } from '#eventsourcing';
import { dataFolder, logAddress, logElsewhere } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';
import { openLog } from '../open-log.js';
import { atTerminal } from '../replay/at-terminal.js';
import { isBefore, momentFrom } from '../replay/moment.js';
import { nearNames } from '../replay/near-names.js';
import { Reel } from '../replay/reel.js';
import { stepInWords, UNPAINTED, type Paint } from '../replay/step-in-words.js';
import { Steps, type ReplayStep } from '../replay/steps.js';
import { entriesIn, type Window } from '../replay/window.js';

interface Options {
  readonly data: string;
  readonly log?: string;
  readonly stream?: string;
  readonly from?: string;
  readonly until?: string;
  readonly follow?: true;
  readonly all?: true;
  readonly raw?: boolean;
  readonly json?: true;
}

/** `homeward replay`: what happened, entry by entry, and what each changed. Reads only, also beside a running server. */
export function replayCommand(): Command {
  return new Command('replay')
    .argument('[stream]', 'one stream alone, e.g. cohort-ru-pow-2025-08-24')
    .addOption(new Option('--stream <name>', 'the same'))
    .addOption(dataFolder())
    .addOption(logElsewhere())
    .option('--from <moment>', 'begin at a position, an instant or a day')
    .option('--until <moment>', 'end with what was recorded by a position, an instant or a day')
    .addOption(new Option('--follow', 'go on with what is appended').conflicts('until'))
    .option('--all', 'print everything and end, also on a terminal')
    .option('--raw', 'show each record as it is stored, too')
    .option('--json', 'one JSON object a line: position, entry, before, after, diff, record')
    .addHelpText(
      'after',
      '\nA moment is a position such as 0000000000000012, an instant such as 2025-08-25T12:00:00Z, or a day in UTC.' +
        '\nOn a terminal, keys step: → ← home end, r for the raw record, / to jump to a position or an entry, q to quit.',
    )
    .action(async (argument: string | undefined, options: Options) => {
      const window = windowOf(argument, options);
      const store = await openLog('the log', logAddress(options.data, options.log), { readOnly: true });
      try {
        await replay(store, window, options);
      } finally {
        await store.close();
      }
    });
}

function windowOf(argument: string | undefined, { stream, from, until }: Options): Window {
  if (argument !== undefined && stream !== undefined && argument !== stream)
    throw new Failure(`name one stream: ${argument} or ${stream}`, ExitCode.Usage);
  return {
    stream: argument ?? stream,
    from: from === undefined ? undefined : momentFrom('--from', from, false),
    until: until === undefined ? undefined : momentFrom('--until', until, true),
  };
}

async function replay(store: EventStore, window: Window, options: Options): Promise<void> {
  if (window.stream !== undefined) await known(store, window.stream);
  const { stdin: input, stdout: output } = process;
  const { json = false, raw = false, all = false, follow = false } = options;
  const steps = new Steps(store);
  if (input.isTTY && output.isTTY && !json && !all && !follow) {
    const reel = await Reel.open(store, window);
    if (reel.length > 0) return atTerminal(reel, steps, { input, output }, paint);
  }
  let number = 0;
  const print = (step: ReplayStep): Promise<void> => {
    number += 1;
    return written(json ? asJson(step) : stepInWords(step, String(number), output.isTTY ? paint : UNPAINTED, raw));
  };
  output.once('error', endWithReader);
  let last: Position | undefined;
  for await (const { record } of entriesIn(store, window)) {
    await print(await steps.of(record));
    last = record.position;
  }
  if (follow) return goOn(store, window, last, async (record) => print(await steps.of(record)));
  if (number === 0 && !json) console.log('There is no entry there.');
}

/** Prints what is appended, until somebody stops it. */
async function goOn(
  store: EventStore,
  { stream, from }: Window,
  after: Position | undefined,
  print: (record: ReplayStep['record']) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.once('SIGTERM', () => stopping.abort());
  for await (const item of store.follow(after, { signal: stopping.signal })) {
    if (isCaughtUp(item) || (stream !== undefined && item.stream !== stream)) continue;
    if (from === undefined || !isBefore(item, from)) await print(item);
  }
}

/** @throws Failure that names those that may be meant, where there is no such stream */
async function known(store: EventStore, stream: string): Promise<void> {
  for await (const _ of store.read(stream)) return;
  const names = new Set<string>();
  for await (const { stream: name } of store.readAll()) names.add(name);
  const near = nearNames(stream, names);
  const hint = near.length === 0 ? '' : `. Is it one of these? ${near.join(', ')}`;
  throw new Failure(`there is no stream ${stream} in the log of ${names.size} streams${hint}`);
}

function asJson({ record, entry, before, after, changes }: ReplayStep): string {
  const { canonical: _, position, ...shown } = entry;
  return JSON.stringify({ position, entry: shown, before, after, diff: changes, record: record.canonical });
}

async function written(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}

/** Anyone who read the output has had enough, e.g. `head`. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(ExitCode.Done);
  throw error;
}

const STYLES = { title: 'bold', faint: 'dim', came: 'green', went: 'red', changed: 'yellow' } as const;

/** Colours, unless `NO_COLOR` is set (no-color.org). */
const paint: Paint = (kind, text) => styleText(STYLES[kind], text, { stream: process.stdout });
