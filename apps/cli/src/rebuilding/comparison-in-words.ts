import type { Comparison, RowDifference, TableDifferences, Value } from '#projections';
import { table } from '../table.js';

/** Characters of a value that are printed; `--json` has all of it. */
const WIDTH = 60;

/** How rows built again differ from those being served, for a person to read. */
export function comparisonInWords(comparison: Comparison | null): string {
  if (comparison === null) return 'Nothing was served yet, so there is nothing to compare with.';
  const { position, versions, reshaped, rows, tables } = comparison;
  const made = versions.map(({ projection, live, rebuilt }) =>
    live === null
      ? `The projection "${projection}" is new: what it adds is no fault.`
      : rebuilt === null
        ? `The projection "${projection}" is no more.`
        : `The projection "${projection}" was at version ${live} and is at ${rebuilt}: rows may differ for that reason.`,
  );
  const shapes = reshaped.map(
    (name) => `The table ${name} has other columns than before: what both have was compared.`,
  );
  const found =
    tables.length === 0
      ? `All ${rows} rows are those being served, at position ${position}.`
      : `Rows that differ from those being served, at position ${position}: ${tables.reduce((sum, one) => sum + countOf(one), 0)} of ${rows}.`;
  return [...made, ...shapes, ...tables.map(tableInWords), found].join('\n');
}

function countOf({ changed, missing, surplus }: TableDifferences): number {
  return changed + missing + surplus;
}

function tableInWords(differences: TableDifferences): string {
  const { table: name, changed, missing, surplus, first } = differences;
  const more = countOf(differences) - first.length;
  const title =
    `${name}: ${changed} changed, ${missing} only in what is served, ${surplus} only in what was built again` +
    (more > 0 ? ` (the first ${first.length}; ${more} more)` : '');
  return table(title, ['row', 'column', 'served', 'built again'], first.flatMap(linesOf));
}

const LACKING = { missing: ['is there', 'is not there'], surplus: ['is not there', 'is there'] } as const;

function linesOf({ kind, key, columns }: RowDifference): string[][] {
  const row = Object.values(key).join(', ');
  if (kind !== 'changed') return [[row, '', ...LACKING[kind]]];
  return columns.map(({ column, live, rebuilt }) => [row, column, ...apart(text(live), text(rebuilt))]);
}

function text(value: Value): string {
  return value === null ? 'not set' : String(value);
}

/** Two long values from shortly before where they part. */
function apart(live: string, rebuilt: string): readonly [string, string] {
  let same = 0;
  while (same < live.length && live[same] === rebuilt[same]) same += 1;
  const from = Math.max(0, Math.min(same - WIDTH / 3, Math.max(live.length, rebuilt.length) - WIDTH));
  const cut = (value: string): string => {
    const part = value.slice(from, from + WIDTH);
    return `${from > 0 ? '…' : ''}${part}${from + WIDTH < value.length ? '…' : ''}`;
  };
  return [cut(live), cut(rebuilt)];
}
