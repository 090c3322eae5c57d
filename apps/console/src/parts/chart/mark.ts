import { boundsOf, type Figure } from '#cases/model';

/** How a figure is drawn on an axis: what is not known is drawn as not known, and never left out. */
export type Mark =
  | { readonly kind: 'dot'; readonly at: number }
  | { readonly kind: 'about'; readonly at: number; readonly low: number; readonly high: number | null }
  | { readonly kind: 'bar'; readonly low: number; readonly high: number }
  | { readonly kind: 'open'; readonly at: number; readonly towards: 'more' | 'less' }
  | { readonly kind: 'unknown'; readonly isWithheld: boolean };

/** A filled dot for what is exact, a hollow one for about, a bar for between, an arrow for an open bound, a tick for the rest. */
export function markOf(figure: Figure): Mark {
  switch (figure.kind) {
    case 'exact':
      return { kind: 'dot', at: figure.value };
    case 'about':
      return { kind: 'about', at: figure.value, low: figure.low ?? figure.value, high: figure.high ?? null };
    case 'between':
      return { kind: 'bar', low: figure.low, high: figure.high };
    case 'at-least':
      return { kind: 'open', at: figure.value, towards: 'more' };
    case 'at-most':
      return { kind: 'open', at: figure.value, towards: 'less' };
    case 'not-stated':
      return { kind: 'unknown', isWithheld: false };
    case 'withheld':
      return { kind: 'unknown', isWithheld: true };
  }
}

/** The greatest number that figures name; what is open goes on beyond it. */
export function reachOf(figures: readonly Figure[]): number {
  return Math.max(0, ...figures.map(greatest));
}

function greatest(figure: Figure): number {
  const { low, high } = boundsOf(figure);
  return Math.max(high ?? low, figure.kind === 'about' ? figure.value : 0);
}
