import type { Cell } from '../cells.js';
import type { Labels } from '../labels/labels.js';
import type { Manifest } from '../manifest.js';

/** The trailing sheet: what the file holds, and what is wrong with it. `sha256` is that of the same rows as CSV. */
export function manifestRows(manifest: Manifest, { term }: Labels): Cell[][] {
  const { position, ...facts } = manifest.facts;
  return [
    [term.rows, manifest.rows],
    [term.position, position ?? null],
    ...Object.entries(facts).map(([name, value]): Cell[] => [name, value]),
    ['SHA-256 (CSV)', manifest.sha256],
    ...Object.entries(manifest.withoutNumber).map(([column, rows]): Cell[] => [`${term.notStatedIn} ${column}`, rows]),
    ...manifest.failures.map(({ row, name, column, detail }): Cell[] => [
      term.cannotBeShown,
      [name ?? row, column, detail].join(', '),
    ]),
  ];
}
