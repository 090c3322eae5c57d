import { Presets, SingleBar } from 'cli-progress';
import type { ImportReport, PlannedRow, Summary } from '#imports';
import { table } from '../table.js';
import type { Rejects } from './rejects.js';

/** Rows whose reasons are printed; all of them stand in the file of rejects. */
const SHOWN = 15;

/** Lets an import run its course: shows how far it is, keeps what is refused, and prints what became of the table. */
export async function run(reports: AsyncIterable<ImportReport>, rejects: Rejects): Promise<Summary> {
  const bar = new SingleBar(
    { format: '[{bar}] {percentage} %, {rows} rows, {eta_formatted} left', noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  );
  const shown: PlannedRow[] = [];
  let rows = 0;
  bar.start(1, 0, { rows });
  try {
    for await (const report of reports) {
      if ('summary' in report) {
        bar.update(1, { rows });
        bar.stop();
        await rejects.close();
        print(report.summary, shown, rejects);
        return report.summary;
      }
      rows += 1;
      const { planned, applied } = report;
      if (rows % 100 === 0) bar.update(planned.done, { rows });
      if (applied || planned.outcome === 'unchanged' || planned.outcome === 'new') continue;
      await rejects.add(planned);
      if (shown.length < SHOWN) shown.push(planned);
    }
    throw new Error('the import ended without saying what became of it');
  } finally {
    bar.stop();
    await rejects.close();
  }
}

const ENDED: Readonly<Record<Summary['status'], (summary: Summary) => string>> = {
  checked: () => 'Nothing was recorded: this was a dry run. Add --apply to record it.',
  applied: ({ applied, importId }) =>
    applied === 0
      ? 'There was nothing to record.'
      : `${applied} rows are recorded. To take them back: homeward import reverse ${importId}`,
  refused: () => 'Nothing was recorded, because not everything could be. With --row-by-row the good rows are.',
  reversed: () => 'Another writer came between, and what was recorded was taken back. Import it again.',
};

function print(summary: Summary, shown: readonly PlannedRow[], rejects: Rejects): void {
  const { outcomes, rows, applied } = summary;
  const counts = Object.entries({ rows, ...outcomes, recorded: applied }).map(([name, count]) => [name, count]);
  console.log(table('Rows', ['', 'how many'], counts));
  if (shown.length > 0) {
    const lines = shown.flatMap(reasonsOf);
    console.log(table('Not recorded', ['row', 'about', 'outcome', 'column', 'reason'], lines));
    console.log(
      `${rejects.written} rows are not recorded; all of them, with their reasons, stand in ${rejects.file}\n`,
    );
  }
  console.log(ENDED[summary.status](summary));
}

function reasonsOf({ row, key, outcome, errors, differences }: PlannedRow): string[][] {
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
