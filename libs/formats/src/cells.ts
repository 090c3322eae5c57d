import { boundsOf, daysOf, estimateOf, isOneDay, problemsOf, type Figure } from '#cases';
import type { Labels, PartsOfSum } from './labels/labels.js';
import type { Failure, Manifest } from './manifest.js';
import type { Column, Row, Table } from './table.js';

/** A cell as every format can write it: text, a number, a day (`YYYY-MM-DD`), or nothing. */
export type Cell = string | number | { readonly day: string } | null;

/** A column as it stands in the file: a figure and a named code take up several. */
export interface Heading {
  readonly key: string;
  readonly title: string;
  readonly hxl: string;
}

/** What is known of the rows written so far. */
export interface Tally {
  rows: number;
  failed: number;
  readonly failures: Failure[];
  readonly withoutNumber: Record<string, number>;
}

const MOST_FAILURES = 100;

/** Turns a table's rows into cells. A row that cannot be shown is named, and does not stop the rest. */
export class Cells {
  readonly headings: readonly Heading[];
  readonly tally: Tally = { rows: 0, failed: 0, failures: [], withoutNumber: {} };

  constructor(
    private readonly table: Table,
    private readonly labels: Labels,
  ) {
    this.headings = table.columns.flatMap((column) => headingsOf(column, labels));
    for (const { kind, key } of table.columns) if (kind === 'figure') this.tally.withoutNumber[key] = 0;
  }

  async *rows(): AsyncGenerator<Cell[]> {
    for await (const row of this.table.rows) {
      this.tally.rows += 1;
      yield this.table.columns.flatMap((column) => this.cellsOf(column, row));
    }
  }

  /** What the rows were, once all of them are written. */
  manifest(sha256: string): Manifest {
    return { ...this.tally, facts: this.table.facts, sha256 };
  }

  private cellsOf(column: Column, row: Row): Cell[] {
    try {
      const cells = shown(column, row[column.key], this.labels, column.sum ? (row as Partial<PartsOfSum>) : undefined);
      if (column.kind === 'figure' && cells[0] !== null && cells[3] === null)
        this.tally.withoutNumber[column.key]! += 1;
      return cells;
    } catch (error) {
      this.fail(column, row, error instanceof Error ? error.message : String(error));
      const rest = headingsOf(column, this.labels).slice(1);
      return [this.labels.term.cannotBeShown, ...rest.map(() => null)];
    }
  }

  private fail(column: Column, row: Row, detail: string): void {
    this.tally.failed += 1;
    if (this.tally.failures.length >= MOST_FAILURES) return;
    const name = this.table.nameOf?.(row) ?? null;
    this.tally.failures.push({ row: this.tally.rows, name, column: column.key, detail });
  }
}

function headingsOf(
  { key, title: inEnglish, titles, kind, hxl, names }: Column,
  { language, term }: Labels,
): Heading[] {
  const title = titles?.[language] ?? inEnglish;
  const heading = (suffix: string, words: string, attribute: string): Heading => ({
    key: `${key}${suffix}`,
    title: `${title} (${words})`,
    hxl: hxl === undefined ? '' : `${hxl}${attribute}`,
  });
  const own = { key, title, hxl: hxl ?? '' };
  if (kind === 'figure') {
    return [
      { ...own, hxl: hxl === undefined ? '' : `${hxl}+text` },
      heading('Low', term.low, '+min'),
      heading('High', term.high, '+max'),
      heading('Estimate', term.estimate, '+num'),
    ];
  }
  return names === undefined ? [own] : [own, { ...heading('Name', term.name, ''), hxl: nameTag(hxl) }];
}

/** `#country+code` is the code, `#country+name` its name. */
function nameTag(hxl: string | undefined): string {
  return hxl === undefined ? '' : `${hxl.replace('+code', '')}+name`;
}

function shown({ kind, names }: Column, value: unknown, labels: Labels, sum?: Partial<PartsOfSum>): Cell[] {
  if (kind === 'figure') return figureCells(value, labels, partsOf(sum));
  const empty = value === null || value === undefined;
  const name = (code: string): string => (names === undefined ? code : labels.nameOf(names, code));
  switch (kind) {
    case 'text':
      return [empty ? null : text(value)];
    case 'code':
      if (names === undefined) return [empty ? null : text(value)];
      return empty ? [null, null] : [text(value), name(text(value))];
    case 'list': {
      if (!empty && !Array.isArray(value)) throw new TypeError('is not a list');
      const parts = empty ? [] : (value as unknown[]).map(text);
      return names === undefined ? [joined(parts)] : [joined(parts), joined(parts.map(name))];
    }
    case 'whole':
      if (!empty && !Number.isSafeInteger(value)) throw new TypeError('is not a whole number');
      return [empty ? null : (value as number)];
    case 'date':
      return [empty ? null : date(text(value))];
  }
}

function joined(parts: readonly string[]): Cell {
  return parts.length === 0 ? null : parts.join('; ');
}

/** Of a row that has no such sum, none are told. */
function partsOf(sum: Partial<PartsOfSum> = {}): PartsOfSum | undefined {
  return typeof sum.withoutEstimate !== 'number' ? undefined : (sum as PartsOfSum);
}

/** Bounds and estimate stay empty where there is no number: a column that is summed must not take unknown for 0. */
function figureCells(value: unknown, labels: Labels, sum: PartsOfSum | undefined): Cell[] {
  if (value === undefined) return [null, null, null, null];
  const figure = (value ?? { kind: 'not-stated' }) as Figure;
  const problem = problemsOf(figure).find(({ code }) => code !== 'unknown-field');
  if (problem !== undefined) throw new TypeError(`is not a figure: ${problem.detail}`);
  const words = labels.inWords(figure, sum);
  if (figure.kind === 'not-stated' || figure.kind === 'withheld') return [words, null, null, null];
  const { low, high } = boundsOf(figure);
  return [
    figure.kind === 'exact' ? figure.value : words,
    figure.kind === 'about' && figure.low === undefined ? null : low,
    high,
    sum === undefined ? estimateOf(figure) : sum.estimate,
  ];
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new TypeError('is not text');
}

function date(value: string): Cell {
  if (daysOf(value) === undefined) throw new TypeError('is not a date');
  return isOneDay(value) && /^\d{4}-\d{2}-\d{2}$/.test(value) ? { day: value } : value;
}
