import { Presets, SingleBar } from 'cli-progress';
import type { Summary } from '#imports';
import { table } from '../table.js';
import type { LeftOutCells } from './left-out.js';
import type { Rejects } from './rejects.js';
import type { Told, ToldRow } from './told.js';

/** Rows that are printed of each kind; all that are refused stand in the file of rejects. */
const SHOWN = 15;

export interface RunOptions {
  readonly rejects: Rejects;
  readonly leftOut: LeftOutCells;
  /** The command that takes an import back, but for its id. */
  readonly reversing: string;
}

/** Lets an import run its course: shows how far it is, keeps what is refused, and prints what became of the table. */
export async function run(reports: AsyncIterable<Told>, { rejects, leftOut, reversing }: RunOptions): Promise<Summary> {
  const bar = new SingleBar(
    { format: '[{bar}] {percentage} %, {rows} rows, {eta_formatted} left', noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  );
  const shown: Shown = { planned: [], refused: [], leftOut: [] };
  let rows = 0;
  bar.start(1, 0, { rows });
  try {
    for await (const report of reports) {
      if ('summary' in report) {
        bar.update(1, { rows });
        bar.stop();
        await Promise.all([rejects.close(), leftOut.close()]);
        print(report.summary, shown, { rejects, leftOut });
        console.log(ENDED[report.summary.status](report.summary, reversing));
        return report.summary;
      }
      rows += 1;
      if (rows % 100 === 0) bar.update(report.done, { rows });
      await keep(report, shown, { rejects, leftOut });
    }
    throw new Error('the import ended without saying what became of it');
  } finally {
    bar.stop();
    await Promise.all([rejects.close(), leftOut.close()]);
  }
}

/** The first rows of each kind, to be printed. */
interface Shown {
  readonly planned: ToldRow[];
  readonly refused: ToldRow[];
  /** Cells: row, about, column, value. */
  readonly leftOut: string[][];
}

type Lists = Pick<RunOptions, 'rejects' | 'leftOut'>;

async function keep(row: ToldRow, shown: Shown, { rejects, leftOut }: Lists): Promise<void> {
  await leftOut.add(row);
  for (const { column, value } of row.leftOut) {
    if (shown.leftOut.length < SHOWN) shown.leftOut.push([String(row.row), row.key ?? '-', column, value]);
  }
  if (row.applied || row.outcome === 'unchanged') return;
  if (row.outcome !== 'new') await rejects.add(row);
  const list = row.outcome === 'new' ? shown.planned : shown.refused;
  if (list.length < SHOWN) list.push(row);
}

const ENDED: Readonly<Record<Summary['status'], (summary: Summary, reversing: string) => string>> = {
  checked: () => 'Nothing was recorded: this was a dry run. Add --apply to record it.',
  applied: ({ applied, importId }, reversing) =>
    applied === 0
      ? 'There was nothing to record.'
      : `Rows recorded: ${applied}. To take them back: ${reversing} ${importId}`,
  refused: () => 'Nothing was recorded, because not everything could be. With --row-by-row the good rows are.',
  reversed: () => 'Another writer came between, and what was recorded was taken back. Import it again.',
};

function print(summary: Summary, shown: Shown, { rejects, leftOut }: Lists): void {
  const { outcomes, rows, applied } = summary;
  const counts = { rows, ...outcomes, recorded: applied };
  console.log(table('Rows', Object.keys(counts), [Object.values(counts)]));
  if (summary.status === 'checked' && shown.planned.length > 0) {
    const more = outcomes.new - shown.planned.length;
    const title = more > 0 ? `To be recorded (the first; ${more} more)` : 'To be recorded';
    console.log(table(title, ['row', 'about', 'by'], shown.planned.map(stepsOf)));
  }
  if (shown.refused.length > 0) {
    const lines = shown.refused.flatMap(reasonsOf);
    console.log(table('Not recorded', ['row', 'about', 'outcome', 'column', 'reason'], lines));
    console.log(`Not recorded: ${rejects.written}. All of them, with their reasons, stand in ${rejects.file}\n`);
  }
  if (leftOut.cells > 0) {
    console.log(table('Left out', ['row', 'about', 'column', 'says'], shown.leftOut));
    console.log(`Left out, having no place: ${leftOut.cells} cells. All of them stand in ${leftOut.file}\n`);
  }
}

function stepsOf({ row, key, does }: ToldRow): string[] {
  return [String(row), key ?? '-', does.join(', ')];
}

function reasonsOf({ row, key, outcome, errors, differences }: ToldRow): string[][] {
  const about = [String(row), key ?? '-', outcome];
  return [
    ...errors.map(({ column, detail }) => [...about, column ?? '-', detail]),
    ...differences.map(({ column, recorded, proposed }) => [
      ...about,
      column,
      `recorded: ${recorded}; here: ${proposed}`,
    ]),
  ];
}
