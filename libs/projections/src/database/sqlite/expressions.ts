import { sql, type RawBuilder } from 'kysely';

/** What stands at a path of a JSON column, e.g. `people.kind`, or at an index of a list. For the text of a view. */
export function jsonValue(column: string, path: string | number): string {
  return `${column} ->> ${typeof path === 'number' ? path : `'$.${path}'`}`;
}

/** A column's values in a group, each once, as a JSON list. @param where which rows of the group; all where it is left out */
export function jsonList(column: string, where: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`json_group_array(distinct ${sql.ref(column)}) filter (where ${where})`;
}

/** True where a column has one of these values, of which there may be more than a statement can name. */
export function oneOf(column: string, values: readonly (string | number)[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
}

/** The greater one of a column and a value. */
export function greatest<Value extends string | number>(column: string, value: Value): RawBuilder<Value> {
  return sql<Value>`max(${sql.ref(column)}, ${value})`;
}
