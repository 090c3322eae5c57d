import { boundsOf, type Bounds, type Figure } from './figure.js';

/**
 * How many people an account holds, as a sum of the figures that went in and out, never worked out too early.
 * Exact figures add up to one number; each inexact one stays in the sum under its own name, so that the same unknown,
 * put in here and taken out there, cancels, and so that people are conserved to the letter:
 * the tallies of all positions add up to what was registered, whatever was known.
 */
export interface Tally {
  readonly exact: number;
  readonly inexact: readonly Term[];
}

/** An inexact figure, counted `times` (minus 1: taken out). */
export interface Term {
  /** Names the unknown: the entry that stated it, and which of its movements. */
  readonly unknown: string;
  readonly figure: Figure;
  readonly times: number;
}

export const NOBODY: Tally = { exact: 0, inexact: [] };

/** A figure as a tally; `unknown` names it should it not be exact. */
export function tallyOf(figure: Figure, unknown: string): Tally {
  return figure.kind === 'exact'
    ? { exact: figure.value, inexact: [] }
    : { exact: 0, inexact: [{ unknown, figure, times: 1 }] };
}

export function plus(a: Tally, b: Tally): Tally {
  return combine(a, b, 1);
}

export function minus(a: Tally, b: Tally): Tally {
  return combine(a, b, -1);
}

function combine(a: Tally, b: Tally, sign: 1 | -1): Tally {
  const exact = a.exact + sign * b.exact;
  if (b.inexact.length === 0) return { exact, inexact: a.inexact };
  const terms = new Map(a.inexact.map((term) => [term.unknown, term]));
  for (const { unknown, figure, times } of b.inexact) {
    const sum = (terms.get(unknown)?.times ?? 0) + sign * times;
    if (sum === 0) terms.delete(unknown);
    else terms.set(unknown, { unknown, figure, times: sum });
  }
  return { exact, inexact: [...terms.values()] };
}

export function isZero({ exact, inexact }: Tally): boolean {
  return exact === 0 && inexact.length === 0;
}

/** What is certain of each unknown, by its name. */
export type Unknowns = ReadonlyMap<string, Bounds>;

/**
 * What the sum allows, before anything is known of the other accounts; `low` may be below 0, null stands for no bound.
 * `unknowns` may say more of the unknowns than their figures do.
 */
export function rangeOf(
  { exact, inexact }: Tally,
  unknowns?: Unknowns,
): { readonly low: number | null; readonly high: number | null } {
  let low: number | null = exact;
  let high: number | null = exact;
  for (const { unknown, figure, times } of inexact) {
    const { low: least, high: most } = unknowns?.get(unknown) ?? boundsOf(figure);
    const [down, up] = times > 0 ? [least, most] : [most, least];
    low = low === null || down === null ? null : low + times * down;
    high = high === null || up === null ? null : high + times * up;
  }
  return { low, high };
}

/** True where the sum is below zero whatever the unknowns are: more people left than can ever have been there. */
export function isOwed(tally: Tally): boolean {
  const { high } = rangeOf(tally);
  return high !== null && high < 0;
}

/**
 * Whether an account of which nothing but this sum is known can be: nobody is owed, and from where nobody arrived nobody
 * left. An account whose exact arrivals have all left again looks like one where nobody arrived.
 */
export function isPossible(tally: Tally): boolean {
  if (isOwed(tally)) return false;
  const arrived = tally.exact > 0 || tally.inexact.some(({ times }) => times > 0);
  const left = tally.exact < 0 || tally.inexact.some(({ times }) => times < 0);
  return arrived || !left;
}
