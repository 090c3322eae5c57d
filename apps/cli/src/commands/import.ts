import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Argument, Command, Option } from 'commander';
import { Rejected } from '#eventsourcing';
import {
  applyImport,
  fingerprintOf,
  IMPORT_KINDS,
  InvalidMapping,
  LAYOUTS,
  mappingFrom,
  openSheet,
  planImport,
  reverse,
  templateOf,
  Unreadable,
  type ImportKind,
  type ImportRequest,
  type Reversal,
} from '#imports';
import { ExitCode, Failure } from '../exit-code.js';
import { logOptions, withLog, type LogOptions } from '../importing/log.js';
import { LeftOutCells } from '../importing/left-out.js';
import { Rejects } from '../importing/rejects.js';
import { run } from '../importing/run.js';
import { ImportServer, serverOptions, type ServerOptions } from '../importing/server.js';
import { toldOf, type Told } from '../importing/told.js';
import { refuseUnreadable, textOf, unwritable } from '../named-file.js';
import { table } from '../table.js';

interface ImportOptions extends LogOptions, ServerOptions {
  readonly mapping?: string;
  readonly sheet?: string;
  readonly apply?: true;
  readonly rowByRow?: true;
  readonly acceptChanges?: true;
  readonly watch?: true;
  readonly template?: 'csv' | 'xlsx';
  readonly as: string;
}

interface ReverseOptions extends LogOptions, ServerOptions {
  readonly as: string;
  readonly reason: string;
}

/** `homeward import`: brings a table in, or takes one back. */
export function importCommand(): Command {
  const command = new Command('import')
    .addArgument(new Argument('<kind>', 'what its rows are').choices(IMPORT_KINDS))
    .argument('[file]', 'a CSV or XLSX file; with --template, where to write it')
    .option('--mapping <file>', 'a JSON file that says which of its columns is which')
    .option('--sheet <name>', 'the sheet of a spreadsheet; left out: the first')
    .option('--dry-run', 'say what each row would do: so it is without --apply')
    .addOption(new Option('--apply', 'record the rows, all of them or none').conflicts('dryRun'))
    .option('--row-by-row', 'record the good rows, and put the others in a file')
    .option('--accept-changes', 'record what differs from the record beside it')
    .option('--watch', 'take on the cohorts that it registers: alerts are raised about them')
    .addOption(
      new Option('--template <format>', 'write an empty table with the right headings').choices(['csv', 'xlsx']),
    )
    .addOption(importer())
    // What stands behind "reverse" belongs to it, also where both know the option.
    .enablePositionalOptions()
    .addHelpText('after', '\nThe columns of each kind are described in docs/importing.md.')
    .action((kind: ImportKind, file: string | undefined, options: ImportOptions) =>
      options.template === undefined ? bringIn(kind, file, options) : writeTemplate(kind, file, options.template),
    )
    .addCommand(reverseCommand());
  for (const option of [...logOptions(), ...serverOptions()]) command.addOption(option);
  return command;
}

function reverseCommand(): Command {
  const command = new Command('reverse')
    .description('take back everything that an import recorded')
    .argument('<id>', 'the id of the import, which it printed')
    .option('--reason <sentence>', "why; without anybody's name", 'The table should not have been imported.')
    .addOption(importer())
    .action((importId: string, options: ReverseOptions) => takeBack(importId, options));
  for (const option of [...logOptions(), ...serverOptions()]) command.addOption(option);
  return command;
}

function importer(): Option {
  return new Option('--as <name>', 'who imports: the actor of every entry').default('command line');
}

async function bringIn(kind: ImportKind, file: string | undefined, options: ImportOptions): Promise<void> {
  if (file === undefined) throw new Failure('name the file to import', ExitCode.Usage);
  refuseUnreadable('the table', file);
  const mapping = options.mapping === undefined ? undefined : textOf('--mapping', options.mapping);
  const table = { kind, file, mapping };
  await explained(() => (options.server === undefined ? bringInHere(table, options) : bringInBy(table, options)));
}

interface Table {
  readonly kind: ImportKind;
  readonly file: string;
  readonly mapping: string | undefined;
}

async function bringInHere({ kind, file, mapping: text }: Table, options: ImportOptions): Promise<void> {
  const { as: actor, apply = false, rowByRow = false, acceptChanges: amending = false, watch = false } = options;
  const mapping = text === undefined ? undefined : mappingFrom(text);
  const mappingSha256 = text === undefined ? null : createHash('sha256').update(text).digest('hex');
  const sheet = await openSheet(file, options);
  const importId = randomUUID();
  const request = { kind, sheet, mapping, importId, actor, organisation: null, now: new Date().toISOString() };
  await withLog(options, async (known) => {
    const whole: ImportRequest = { ...request, known, watch };
    const reports = apply
      ? applyImport(whole, { whole: !rowByRow, amending, sha256: await fingerprintOf(file), mappingSha256 })
      : planImport(whole);
    await show(toldOf(reports), file, 'homeward import reverse');
  });
}

/** Lets a server do it: it tries the table out, and records it where it is told to. */
async function bringInBy({ kind, file, mapping }: Table, options: ImportOptions): Promise<void> {
  const { server: address = '', token, sheet, apply = false } = options;
  const { rowByRow = false, acceptChanges = false, watch = false } = options;
  const server = new ImportServer(address, token);
  const { id, tried, skip } = await server.upload(file, { kind, sheet, mapping });
  if (apply) skip();
  const reports = apply ? await server.apply(id, { rowByRow, acceptChanges, watch }) : tried;
  await show(reports, file, `homeward import reverse --server ${address}`);
}

async function show(reports: AsyncIterable<Told>, file: string, reversing: string): Promise<void> {
  const { outcomes, status } = await run(reports, {
    rejects: new Rejects(`${file}.rejects.csv`),
    leftOut: new LeftOutCells(`${file}.left-out.csv`),
    reversing,
  });
  if (status === 'reversed' || outcomes.invalid + outcomes.conflict > 0) process.exitCode = ExitCode.Failed;
}

async function takeBack(importId: string, options: ReverseOptions): Promise<void> {
  const { server: address, token, reason, as: actor } = options;
  const now = new Date().toISOString();
  const here = (): Promise<Reversal> =>
    withLog(options, (known) => reverse({ known, importId, reason, actor, organisation: null, now }));
  await explained(async () => {
    const { reversed, entries, obstacles } =
      address === undefined ? await here() : await new ImportServer(address, token).reverse(importId, reason);
    if (reversed) {
      console.log(`Entries taken back: ${entries}. They stay visible, struck through.`);
      return;
    }
    const lines = obstacles.map(({ stream, entryId, detail }) => [stream, entryId, detail]);
    console.log(table('In the way', ['file', 'entry', 'reason'], lines));
    throw new Failure('Nothing was taken back: others have built on what was imported.');
  });
}

async function writeTemplate(kind: ImportKind, file: string | undefined, format: 'csv' | 'xlsx'): Promise<void> {
  const { chunks } = templateOf(LAYOUTS[kind], format);
  if (file === undefined) return pipeline(chunks, process.stdout, { end: false });
  await pipeline(chunks, createWriteStream(file, { flags: 'wx' })).catch((error: Error) => {
    throw unwritable(file, error);
  });
}

/** What the table, the mapping or the log refuses, as the end of the command. */
async function explained(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Unreadable) throw new Failure(`The table cannot be imported: ${error.detail}`);
    if (error instanceof InvalidMapping)
      throw new Failure(`The mapping cannot be used: ${error.message}`, ExitCode.Usage);
    if (error instanceof Rejected) throw new Failure(error.code.replaceAll('-', ' '));
    throw error;
  }
}
