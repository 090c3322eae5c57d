import { isImportKind, type ImportKind } from '../layouts/layout.js';

/** Where a column of the layout gets its cells from. */
export interface ColumnSource {
  /** The file's heading; left out for a constant. */
  readonly from?: string;
  /** The same in every row. */
  readonly constant?: string;
  /** What the file's values mean in the layout; an empty cell is looked up too where the map has an empty name. */
  readonly values?: Readonly<Record<string, string>>;
  /** What every value means that `values` does not name; left out: such a value is an error. */
  readonly otherwise?: string;
  /** Takes the host's name out of a web address, to name the source of a statement. */
  readonly take?: 'host';
}

/** How a table that has other columns is read as one of a layout. */
export interface Mapping {
  readonly kind: ImportKind;
  /** By the layout's names. */
  readonly columns: Readonly<Record<string, ColumnSource>>;
  /** Headings of the file that are not imported, so that nothing is left out unseen. */
  readonly ignored: readonly string[];
}

/** A mapping file is not what it should be. */
export class InvalidMapping extends Error {
  override readonly name = 'InvalidMapping';
}

/**
 * Reads a mapping file: `{"kind": "exchanges", "columns": {"date": "Datum", "status": {"from": "s", "values": {...}}}, "ignored": [...]}`.
 * @throws InvalidMapping naming the place that is wrong
 */
export function mappingFrom(json: string): Mapping {
  const file = record(parsed(json), 'the mapping');
  known(file, ['kind', 'columns', 'ignored'], 'the mapping');
  if (!isImportKind(file.kind)) throw new InvalidMapping(`kind: ${JSON.stringify(file.kind)} cannot be imported`);
  const columns = Object.entries(record(file.columns, 'columns')).map(([name, source]) => [
    name,
    sourceOf(name, source),
  ]);
  const ignored = file.ignored ?? [];
  if (!Array.isArray(ignored) || !ignored.every((heading) => typeof heading === 'string')) {
    throw new InvalidMapping('ignored: must be a list of headings');
  }
  return { kind: file.kind, columns: Object.fromEntries(columns) as Mapping['columns'], ignored: ignored as string[] };
}

function sourceOf(name: string, source: unknown): ColumnSource {
  if (typeof source === 'string') return { from: source };
  const at = `columns.${name}`;
  const fields = record(source, at);
  known(fields, ['from', 'constant', 'values', 'otherwise', 'take'], at);
  for (const field of ['from', 'constant', 'otherwise']) {
    if (fields[field] !== undefined && typeof fields[field] !== 'string')
      throw new InvalidMapping(`${at}.${field}: must be text`);
  }
  if ((fields.from === undefined) === (fields.constant === undefined)) {
    throw new InvalidMapping(`${at}: needs either from or constant`);
  }
  if (fields.take !== undefined && fields.take !== 'host') throw new InvalidMapping(`${at}.take: can only be "host"`);
  if (fields.values !== undefined) {
    const values = record(fields.values, `${at}.values`);
    const wrong = Object.entries(values).find(([, value]) => typeof value !== 'string');
    if (wrong !== undefined) throw new InvalidMapping(`${at}.values.${wrong[0]}: must be text`);
  }
  return fields as ColumnSource;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new InvalidMapping(`the mapping is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function record(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidMapping(`${at}: must be an object`);
}

function known(fields: Readonly<Record<string, unknown>>, names: readonly string[], at: string): void {
  const other = Object.keys(fields).find((name) => !names.includes(name));
  if (other !== undefined) throw new InvalidMapping(`${at}: there is no "${other}"; there is ${names.join(', ')}`);
}
