import type { Figure } from '#cases';
import type { Json } from '#eventsourcing';
import type { Shown } from './shown.js';

/** A field that an entry changed. `before` is left out for one that was not there, `after` for one that is no more. */
export interface Change {
  /** From the outside in, e.g. `['positions', 'interim-care, BY', 'people']`. */
  readonly path: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
}

const FIGURES: ReadonlySet<unknown> = new Set<Figure['kind']>([
  'exact',
  'about',
  'at-least',
  'at-most',
  'between',
  'not-stated',
  'withheld',
]);

/** True for a figure, which changes as a whole. */
export function isFigure(value: Json | undefined): value is Figure & Json {
  return isFields(value) && FIGURES.has(value.kind);
}

/** What differs between a state and the next, field by field. What came or went as a whole is one change. */
export function changesBetween(before: Shown, after: Shown): readonly Change[] {
  return compare([], before ?? {}, after ?? {});
}

function compare(path: readonly string[], before: Json | undefined, after: Json | undefined): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [one, other] = [membersOf(before), membersOf(after)];
  if (one === undefined || other === undefined) {
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  }
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) =>
    compare([...path, name], one[name], other[name]),
  );
}

/** The members of an object, and of a list by their numbers from 1; undefined for what changes as a whole. */
function membersOf(value: Json | undefined): Readonly<Record<string, Json | undefined>> | undefined {
  if (isFigure(value)) return undefined;
  if (Array.isArray(value)) return Object.fromEntries(value.map((one: Json, index) => [String(index + 1), one]));
  return isFields(value) ? value : undefined;
}

export function isFields(value: Json | undefined): value is { readonly [name: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
