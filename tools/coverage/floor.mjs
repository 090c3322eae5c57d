import { readFileSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

/**
 * `node tools/coverage/floor.mjs SUMMARY FLOOR`: holds what a run of the tests covered against a floor that only rises.
 *
 * SUMMARY is what the reporter `json-summary` wrote. FLOOR is kept: for each app and library the whole percent of its lines
 * and branches that are covered at least. What is lower now fails; what is higher raises the floor, for you to commit.
 */
const [summaryFile, floorFile] = process.argv.slice(2);
const KINDS = ['lines', 'branches'];

/** Of each app and library, in whole percent. */
function measured(summary) {
  const sums = {};
  for (const [file, counts] of Object.entries(summary)) {
    if (file === 'total') continue;
    const part = relative(process.cwd(), file).split(sep).slice(0, 2).join('/');
    sums[part] ??= Object.fromEntries(KINDS.map((kind) => [kind, { total: 0, covered: 0 }]));
    for (const kind of KINDS) {
      sums[part][kind].total += counts[kind].total;
      sums[part][kind].covered += counts[kind].covered;
    }
  }
  const percent = ({ total, covered }) => (total === 0 ? 100 : Math.floor((100 * covered) / total));
  const parts = Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1));
  return parts.map(([part, of]) => [part, Object.fromEntries(KINDS.map((kind) => [kind, percent(of[kind])]))]);
}

const floor = JSON.parse(readFileSync(floorFile, 'utf8'));
const now = measured(JSON.parse(readFileSync(summaryFile, 'utf8')));
const lower = now.flatMap(([part, of]) =>
  KINDS.filter((kind) => of[kind] < (floor[part]?.[kind] ?? 0)).map(
    (kind) => `${part}: ${of[kind]} % of its ${kind} are covered, and ${floor[part][kind]} % were`,
  ),
);
if (lower.length > 0) {
  console.error(lower.join('\n'));
  process.exitCode = 1;
} else {
  const raised = Object.fromEntries(now);
  const text = `${JSON.stringify(raised, null, 2)}\n`;
  if (text !== readFileSync(floorFile, 'utf8')) {
    writeFileSync(floorFile, text);
    console.log(`${floorFile} has risen: commit it.`);
  }
}
