/** Values a statement: SQLite takes 32,766 parameters. */
const MOST = 10_000;

/** Cuts values into as many as one statement can name. */
export function* portions<T>(values: readonly T[]): Generator<T[]> {
  for (let next = 0; next < values.length; next += MOST) yield values.slice(next, next + MOST);
}
