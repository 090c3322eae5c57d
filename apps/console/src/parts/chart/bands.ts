import { boundsOf, estimateOf, type Figure } from '#cases/model';

/** How many there were on one day. */
export interface DayFigure {
  readonly day: string;
  readonly figure: Figure;
}

/** Days that follow each other and are known in the same way: drawn in one go. */
export interface Band {
  readonly kind: 'closed' | 'open-above' | 'unknown';
  readonly days: readonly BandDay[];
}

export interface BandDay {
  readonly day: string;
  readonly low: number;
  /** Nothing bounds it from above: null. */
  readonly high: number | null;
  readonly estimate: number | null;
}

/** A series as bands between its bounds. A day without a row is one on which nobody was there. */
export function bandsOf(days: readonly string[], figures: readonly DayFigure[]): Band[] {
  const byDay = new Map(figures.map(({ day, figure }) => [day, figure]));
  const bands: { readonly kind: Band['kind']; readonly days: BandDay[] }[] = [];
  for (const day of days) {
    const figure = byDay.get(day) ?? { kind: 'exact', value: 0 };
    const kind = kindOf(figure);
    const at = { day, ...boundsOf(figure), estimate: estimateOf(figure) };
    const last = bands.at(-1);
    if (last?.kind === kind) last.days.push(at);
    else bands.push({ kind, days: [at] });
  }
  return bands;
}

function kindOf(figure: Figure): Band['kind'] {
  if (figure.kind === 'not-stated' || figure.kind === 'withheld') return 'unknown';
  return boundsOf(figure).high === null ? 'open-above' : 'closed';
}

/** Days on which something changed; between them all is as it was. Of a year that is read aloud, these are what matters. */
export function turns(figures: readonly DayFigure[]): DayFigure[] {
  return figures.filter(({ figure }, index) => {
    return index === 0 || JSON.stringify(figure) !== JSON.stringify(figures[index - 1]!.figure);
  });
}

/** Every day from the first to the last. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
