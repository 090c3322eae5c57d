/**
 * A number of people as somebody stated it. Unknown is a value: `not-stated` is never 0.
 * `about` may carry the bounds that a sum knows besides its estimate, and how many parts the estimate is without.
 * @example { "kind": "exact", "value": 146 }
 */
export type Figure =
  | { readonly kind: 'exact'; readonly value: number }
  | {
      readonly kind: 'about';
      readonly value: number;
      readonly low?: number;
      readonly high?: number;
      /** Parts of the sum that `value` is without, because nothing estimates them; left out: none. */
      readonly without?: number;
    }
  | { readonly kind: 'at-least'; readonly value: number }
  | { readonly kind: 'at-most'; readonly value: number }
  | { readonly kind: 'between'; readonly low: number; readonly high: number }
  | { readonly kind: 'not-stated' }
  | { readonly kind: 'withheld' };

export type FigureKind = Figure['kind'];

/** What is certain: at least `low`, at most `high`, where null means that nothing bounds it from above. */
export interface Bounds {
  readonly low: number;
  readonly high: number | null;
}

export const NOT_STATED: Figure = { kind: 'not-stated' };

export function exactly(value: number): Figure {
  return { kind: 'exact', value };
}

export function boundsOf(figure: Figure): Bounds {
  switch (figure.kind) {
    case 'exact':
      return { low: figure.value, high: figure.value };
    case 'about':
      return { low: figure.low ?? 0, high: figure.high ?? null };
    case 'at-least':
      return { low: figure.value, high: null };
    case 'at-most':
      return { low: 0, high: figure.value };
    case 'between':
      return { low: figure.low, high: figure.high };
    case 'not-stated':
    case 'withheld':
      return { low: 0, high: null };
  }
}

/** The one number to calculate with, where the figure has one. */
export function estimateOf(figure: Figure): number | null {
  return figure.kind === 'exact' || figure.kind === 'about' ? figure.value : null;
}

/**
 * The figure that says no more and no less than these bounds and this estimate.
 * @param without parts that the estimate is without
 */
export function figureFrom({ low, high }: Bounds, estimate: number | null = null, without = 0): Figure {
  if (high !== null && low === high) return exactly(low);
  if (estimate !== null && estimate >= low && (high === null || estimate <= high)) {
    const bounds = { ...(low > 0 && { low }), ...(high !== null && { high }) };
    return { kind: 'about', value: estimate, ...bounds, ...(without > 0 && { without }) };
  }
  if (high !== null) return low === 0 ? { kind: 'at-most', value: high } : { kind: 'between', low, high };
  return low === 0 ? NOT_STATED : { kind: 'at-least', value: low };
}

/** Adds bounds, and estimates where every part has one. The sum of no parts is exactly 0. */
export function sumOf(figures: readonly Figure[]): Figure {
  if (figures.length === 1) return figures[0]!;
  if (figures.length > 0 && figures.every((figure) => figure.kind === 'withheld')) return { kind: 'withheld' };
  let low = 0;
  let high: number | null = 0;
  let estimate: number | null = 0;
  for (const figure of figures) {
    const bounds = boundsOf(figure);
    const part = estimateOf(figure);
    low += bounds.low;
    high = high === null || bounds.high === null ? null : high + bounds.high;
    estimate = estimate === null || part === null ? null : estimate + part;
  }
  return figureFrom({ low, high }, estimate);
}

/** True where both say the same in the same way. */
export function sameFigure(a: Figure, b: Figure): boolean {
  const [one, other] = [boundsOf(a), boundsOf(b)];
  return a.kind === b.kind && one.low === other.low && one.high === other.high && estimateOf(a) === estimateOf(b);
}

/** True where no people can be meant: what the bounds allow is 0 alone. */
export function isNobody(figure: Figure): boolean {
  return boundsOf(figure).high === 0;
}

/** The figure in words, as a table or a message prints it. */
export function inWords(figure: Figure): string {
  switch (figure.kind) {
    case 'exact':
      return String(figure.value);
    case 'about':
      return `about ${figure.value}`;
    case 'at-least':
      return `at least ${figure.value}`;
    case 'at-most':
      return `at most ${figure.value}`;
    case 'between':
      return `${figure.low} to ${figure.high}`;
    case 'not-stated':
      return 'not stated';
    case 'withheld':
      return 'withheld';
  }
}

export interface FigureProblem {
  /** RFC 6901 pointer inside the figure. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

const FIELDS: Record<FigureKind, readonly string[]> = {
  exact: ['value'],
  about: ['value'],
  'at-least': ['value'],
  'at-most': ['value'],
  between: ['low', 'high'],
  'not-stated': [],
  withheld: [],
};

/** Most people that one figure may state: more than any population, and far below where sums lose integers. */
export const MAX_PEOPLE = 1_000_000_000;

/** What is wrong with a figure that a client sent; empty for a good one. */
export function problemsOf(value: unknown): readonly FigureProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [
      {
        pointer: '',
        code: 'figure',
        detail: 'must be a figure such as {"kind":"exact","value":146} or {"kind":"not-stated"}',
      },
    ];
  }
  const figure = value as Record<string, unknown>;
  const fields =
    typeof figure.kind === 'string' && Object.hasOwn(FIELDS, figure.kind)
      ? FIELDS[figure.kind as FigureKind]
      : undefined;
  if (fields === undefined) {
    return [{ pointer: '/kind', code: 'figure-kind', detail: `must be one of ${Object.keys(FIELDS).join(', ')}` }];
  }
  const problems: FigureProblem[] = [];
  for (const name of Object.keys(figure)) {
    if (name !== 'kind' && !fields.includes(name)) {
      problems.push({
        pointer: `/${name}`,
        code: 'unknown-field',
        detail: `a figure of kind ${String(figure.kind)} has no such field`,
      });
    }
  }
  for (const name of fields) {
    const number = figure[name];
    if (!Number.isSafeInteger(number) || (number as number) < 0 || (number as number) > MAX_PEOPLE) {
      problems.push({
        pointer: `/${name}`,
        code: 'people',
        detail: `must be a whole number of people from 0 to ${MAX_PEOPLE}`,
      });
    }
  }
  if (problems.length === 0 && figure.kind === 'between' && (figure.low as number) > (figure.high as number)) {
    problems.push({ pointer: '/high', code: 'bounds-reversed', detail: 'must not be below low' });
  }
  return problems;
}
