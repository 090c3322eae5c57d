import type { Column } from '#formats';
import type { Answer, KnownAt, ReportComparison } from '#projections';
import type { ComparisonQuery } from '../queries/comparison-query.js';
import { comparisonOf } from './comparison.js';
import type { ReportDescription } from './description.js';
import { READERS, type Read } from './read.js';
import { tableOf, type ReportTable } from './table.js';

/** A report with all that is made of it. */
export interface Report<Query extends object = any, Result extends Answer = any> extends Read<Query, Result> {
  readonly table: ReportTable<Result>;
  readonly comparison: Read<ComparisonQuery, ReportComparison>;
  /** The fields that tell its rows apart. */
  readonly identity: readonly string[];
  readonly watched: boolean;
}

/** Makes a report of its description: from it are made the routes, files, comparison, schemas and the watch. */
export function report<Query extends KnownAt, Result extends Answer & { readonly rows: readonly object[] }>(
  description: ReportDescription<Query, Result>,
): Report<Query, Result> {
  const { path, name = path, about, query, answer, columns, cells, nameBy, watched } = description;
  const table = tableOf({ name, columns, cells, nameBy });
  return {
    path: `reports/${path}`,
    tag: 'reports',
    operation: `Reports.${inCamelCase(path)}`,
    about,
    readers: READERS,
    query,
    answer,
    table,
    mayTakeLong: true,
    comparison: comparisonOf({ ...description, operation: inCamelCase(path) }, table),
    identity: description.compare.identity,
    watched,
  };
}

/** A list of what there is, or something that is told of one thing which the path names. */
export interface ListDescription<Query extends object, Result extends Answer> extends Omit<
  Read<Query, Result>,
  'readers' | 'mayTakeLong' | 'table' | 'tag'
> {
  /** Left out: those who may read what tells of nobody by name. */
  readonly readers?: Read['readers'];
  readonly mayTakeLong?: boolean;
  readonly tag?: string;
  /** Left out for what is one thing, and no table. */
  readonly columns?: readonly Column[];
  /** What its file is called, where that is not the path. */
  readonly name?: string;
  /** The table's rows; left out: the answer's rows as they are. */
  readonly cells?: (answer: Result) => Iterable<object>;
  /** The column that names a row in messages. */
  readonly nameBy?: string;
}

/** Makes a list, or what tells of one thing, of its description. */
export function list<Query extends object, Result extends Answer>(
  description: ListDescription<Query, Result>,
): Read<Query, Result> {
  const { columns, cells, nameBy, name = description.path, ...read } = description;
  return {
    readers: READERS,
    mayTakeLong: false,
    tag: description.path.split('/')[0]!.replaceAll('-', ' '),
    ...read,
    ...(columns && { table: tableOf({ name, columns, cells, nameBy }) }),
  };
}

function inCamelCase(path: string): string {
  return path.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
