import { boundsOf, type Bounds, type ExchangedLine, type Figure } from '#cases';
import type { Position } from '#eventsourcing';
import { compare } from '../cohorts/balances.js';
import { dayRange } from '../cohorts/entries.js';
import { NOT_STATED } from '../exchanges/exchange-intermediaries.js';
import type { ExchangeLineRow } from '../exchanges/exchange-lines.js';
import type { Reading } from '../database/reading.js';
import { heldAt } from '../streams/version.js';

/** Lines of exchanges that took place, found by the days on which they can have been. */
export interface ExchangedLines {
  /** Every line that can lie after one day and not after another; null stands for no bound. */
  readonly between: (after: string | null, until: string | null) => ExchangedLine[];
}

/** A line with its place among all of them, and the days on which it can have been. */
interface Dated {
  readonly place: number;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly line: ExchangedLine;
}

/**
 * Reads the figures that count: what was decided, else what the record says, else what reports say. People of whom
 * nobody gives a number are lines that are not stated: what is not known of them is not known of a sum either.
 * @param known left out: those that count now
 */
export async function exchangedLines({ db }: Reading, known: Position | undefined): Promise<ExchangedLines> {
  const intermediaries = new Map<string, string[]>();
  const mediated = await db
    .selectFrom('exchange_intermediaries')
    .select(['exchange', 'intermediary'])
    .where(heldAt(known))
    .orderBy('exchange')
    .orderBy('intermediary')
    .execute();
  for (const { exchange, intermediary } of mediated) {
    const ofOne = intermediaries.get(exchange);
    if (ofOne === undefined) intermediaries.set(exchange, [intermediary]);
    else ofOne.push(intermediary);
  }
  const rows = await db
    .selectFrom('exchange_lines')
    .select(['exchange', 'occurred_on', 'power_of_origin', 'category', 'terms', 'figure'])
    .select(['contradicted', 'said_low', 'said_high'])
    .where('superseded', '=', 0)
    .where(heldAt(known))
    .orderBy('exchange')
    .orderBy('ordinal')
    .execute();
  const figures = new Map<string, Figure>();
  const figureOf = (text: string): Figure => {
    const figure = figures.get(text) ?? (JSON.parse(text) as Figure);
    figures.set(text, figure);
    return figure;
  };
  const dated = rows.map((row, place): Dated => {
    const { earliest = null, latest = null } = (row.occurred_on === null ? undefined : dayRange(row.occurred_on)) ?? {};
    const line = {
      exchangeId: row.exchange,
      occurredOn: row.occurred_on,
      intermediaries: statedOf(intermediaries.get(row.exchange)),
      powerOfOrigin: row.power_of_origin,
      category: row.category as ExchangedLine['category'],
      terms: row.terms as ExchangedLine['terms'],
      people: figureOf(row.figure),
      ...(row.contradicted === 1 && { contradicted: saidOf(row) }),
    };
    return { place, earliest, latest, line };
  });
  return { between: betweenDays(dated) };
}

/** Lines of one certain day are found by it; of the others, which are few, each is looked at. */
function betweenDays(all: readonly Dated[]): ExchangedLines['between'] {
  const [others, ofOneDay]: [Dated[], Dated[]] = [[], []];
  for (const one of all) (one.earliest !== null && one.earliest === one.latest ? ofOneDay : others).push(one);
  const sorted = ofOneDay.toSorted((a, b) => compare(a.earliest!, b.earliest!));
  return (after, until) => {
    const from = after === null ? 0 : firstAfter(sorted, after);
    const certain = sorted.slice(from, Math.max(from, until === null ? sorted.length : firstAfter(sorted, until)));
    const possible = others
      .filter(({ earliest }) => earliest === null || until === null || earliest <= until)
      .filter(({ latest }) => latest === null || after === null || latest > after);
    return [...certain, ...possible].sort((a, b) => a.place - b.place).map(({ line }) => line);
  };
}

/** Where the first line of a later day stands, among lines in the order of their days. */
function firstAfter(sorted: readonly Dated[], day: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.earliest! > day) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What all that is said allows; what reports alone state has these bounds itself. */
function saidOf({ figure, said_low: low, said_high: high }: SaidColumns): Bounds {
  return low === null ? boundsOf(JSON.parse(figure) as Figure) : { low, high };
}

type SaidColumns = Pick<ExchangeLineRow, 'figure' | 'said_low' | 'said_high'>;

/** Nobody where there is no row; null where it is not stated. */
function statedOf(codes: readonly string[] = []): readonly string[] | null {
  return codes.includes(NOT_STATED) ? null : codes;
}
