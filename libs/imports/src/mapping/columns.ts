import type { Layout } from '../layouts/layout.js';
import { shorten, Unreadable, type RawRow } from '../reading/sheet.js';
import { RowCells, type LeftOut } from '../values/row-cells.js';
import type { ColumnSource, Mapping } from './mapping.js';

/** How each column of a layout is read from a file's rows. */
export interface Columns {
  /** The layout's names of the columns that the file has. */
  readonly names: readonly string[];
  readonly read: (row: RawRow) => RowCells;
}

interface Bound extends ColumnSource {
  readonly name: string;
  /** Index of the heading; -1 for a constant. */
  readonly index: number;
}

/**
 * Binds a layout to the headings of a file, through a mapping or directly.
 * @throws Unreadable column-missing, column-unknown, mapping-unfit
 */
export function columnsOf(layout: Layout, headings: readonly string[], mapping?: Mapping): Columns {
  const bound = mapping === undefined ? direct(layout, headings) : mapped(layout, headings, mapping);
  const names = bound.map(({ name }) => name);
  const missing = layout.columns.find(({ name, required }) => required === true && !names.includes(name));
  if (missing !== undefined) {
    const detail = `there is no column "${missing.name}": ${missing.meaning} The file has ${headings.join(', ')}`;
    throw new Unreadable('column-missing', detail);
  }
  const titles = new Map(bound.map(({ name, index }) => [name, headings[index] ?? name]));
  return { names, read: (row) => cellsOf(row, bound, titles, headings) };
}

function direct(layout: Layout, headings: readonly string[]): Bound[] {
  const unknown = headings.find((heading) => !belongs(layout, heading));
  if (unknown !== undefined) {
    const known = [...layout.columns, ...(layout.family?.columns ?? [])].map(({ name }) => name).join(', ');
    const detail = `there is no column "${shorten(unknown)}" for ${layout.kind}; there is ${known}. A mapping can rename or ignore it`;
    throw new Unreadable('column-unknown', detail);
  }
  return headings.map((name, index) => ({ name, index }));
}

function mapped(layout: Layout, headings: readonly string[], mapping: Mapping): Bound[] {
  if (mapping.kind !== layout.kind) throw unfit(`the mapping is for ${mapping.kind}, not for ${layout.kind}`);
  const bound = Object.entries(mapping.columns).map(([name, source]): Bound => {
    if (!belongs(layout, name)) throw unfit(`the mapping names a column "${name}", which ${layout.kind} do not have`);
    const index = source.from === undefined ? -1 : headings.indexOf(source.from.trim().normalize('NFC'));
    if (source.from !== undefined && index === -1) {
      throw unfit(`the mapping takes ${name} from "${source.from}", which the file does not have`);
    }
    return { ...source, name, index };
  });
  const used = new Set(bound.map(({ index }) => index));
  const left = headings.find((heading, index) => !used.has(index) && !mapping.ignored.includes(heading));
  if (left !== undefined)
    throw unfit(`the mapping says nothing of the column "${shorten(left)}": map it, or list it under "ignored"`);
  return bound;
}

function unfit(detail: string): Unreadable {
  return new Unreadable('mapping-unfit', detail);
}

function belongs({ columns, family }: Layout, name: string): boolean {
  return columns.some((column) => column.name === name) || family?.pattern.test(name) === true;
}

function cellsOf(
  { row, cells, problems }: RawRow,
  bound: readonly Bound[],
  titles: ReadonlyMap<string, string>,
  headings: readonly string[],
): RowCells {
  const values = new Map<string, string>();
  const mapped = new Set(bound.map(({ index }) => index));
  const unmapped = leftOutOf(cells, headings, (index) => !mapped.has(index));
  const read = new RowCells(row, values, titles, unmapped);
  for (const column of bound) {
    const raw = column.index === -1 ? column.constant! : (cells[column.index] ?? '');
    const value = meaningOf(column, raw);
    // The mapping says that this stands for nothing that could be recorded.
    if (value === '') unmapped.push(...leftOutOf(cells, headings, (index) => index === column.index));
    if (value === undefined)
      read.fail(column.name, 'value-unmapped', `"${shorten(raw)}" is not in the mapping's values`);
    else values.set(column.name, value);
  }
  for (const { cell, code, detail } of problems) {
    const name = bound.find(({ index }) => index === cell)?.name;
    // What stands in an ignored column is nobody's concern.
    if (name !== undefined) read.fail(name, code, detail);
  }
  const beyond = cells.findIndex((cell, index) => index >= headings.length && cell.trim() !== '');
  if (beyond !== -1)
    read.fail(null, 'cell-beyond', `cell ${beyond + 1} stands under no heading: is a quote or a separator missing?`);
  return read;
}

function leftOutOf(
  cells: readonly string[],
  headings: readonly string[],
  isMeant: (index: number) => boolean,
): LeftOut[] {
  return headings.flatMap((column, index) => {
    const value = cells[index]?.trim() ?? '';
    return value === '' || !isMeant(index) ? [] : [{ column, value: shorten(value) }];
  });
}

function meaningOf({ values, otherwise, take }: Bound, raw: string): string | undefined {
  const value = raw.trim().normalize('NFC');
  if (take === 'host') return value === '' ? '' : hostOf(value);
  if (values === undefined) return raw;
  if (Object.hasOwn(values, value)) return values[value];
  return value === '' ? '' : otherwise;
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : undefined;
}
