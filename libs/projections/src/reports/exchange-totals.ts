import { boundsOf, figureFrom, NOT_STATED, type Category, type Figure, type Terms } from '#cases';
import type { Position } from '#eventsourcing';
import { sql } from 'kysely';
import type { Answer } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import { jsonList } from '../database/dialect.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { exchangesOfWithdrawnSources } from '../exchanges/exchange-grades.js';
import { add, FIGURE_SUM, noPeople, summed, type Contradicted, type FigureSum, type Summed } from '../figures.js';
import type { Graded } from '../grades.js';
import { heldAt } from '../streams/version.js';

export interface ExchangeTotalsQuery extends KnownAt {
  /** Only exchanges that had taken place by this day: `YYYY-MM-DD`. */
  readonly on?: string;
  /** `all` where it is left out. */
  readonly period?: 'month' | 'year' | 'all';
  readonly intermediary?: string;
  /** Figures that do not tell categories or terms apart may be of those too: they stay, in rows of their own. */
  readonly category?: Category;
  readonly terms?: Terms;
  readonly powerOfOrigin?: string;
}

/**
 * People who changed hands in a period, one way, by the record and by decisions. Anyone who is not in there by number opens the
 * sum and is counted in `notStated`: those whom only reports state, those of whom no number is stated, and the other side of
 * an exchange of which nobody said anything. Planned and aborted exchanges never count. Its grade is the worst of its exchanges.
 */
export interface ExchangeTotal extends Summed, Contradicted, Graded {
  /** `2025-08`, `2025` or `all`; null for exchanges whose date does not say. */
  readonly period: string | null;
  /** Which way: to this Power. */
  readonly powerOfOrigin: string;
  /** Null where the figure that counts does not tell them apart. */
  readonly category: Category | null;
  readonly terms: Terms | null;
  readonly exchanges: number;
  /** How many of the figures in the sum were decided among claims. */
  readonly accepted: number;
  /** Ids of the exchanges that have a group without a number: `notStated` and `withheld` groups in all. */
  readonly notStatedIn: readonly string[];
  /** Ids of the exchanges of which a figure here is contradicted. */
  readonly contradictedIn: readonly string[];
  /** What those reports that state a number of people of whom nothing else does come to, not added to `people`; null where none does. */
  readonly reported: Figure | null;
  /** Groups that reports name, of whom none of them states a number: `reported` is without them. */
  readonly reportedNotStated: number;
}

export interface ExchangeTotalsReport extends Answer {
  readonly rows: readonly ExchangeTotal[];
}

const PERIODS = { month: sql<string | null>`month`, year: sql<string | null>`year`, all: sql<string | null>`'all'` };

/** Totals of exchanges each way. */
export async function exchangeTotalsReport(
  models: ReadModels,
  query: ExchangeTotalsQuery = {},
): Promise<ExchangeTotalsReport> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    const columns = [PERIODS[query.period ?? 'all'].as('period'), 'power_of_origin', 'category', 'terms'] as const;
    const lines = linesAsked(reading, query, known);
    const counted = lines.where('reported', '=', 0);
    const rows = await counted
      .select([...columns, ...FIGURE_SUM])
      .select([
        sql<number>`count(distinct exchange)`.as('exchanges'),
        sql<number>`sum(accepted)`.as('accepted'),
        jsonList('exchange', sql`not_stated = 1`).as('not_stated_in'),
        sql<number>`sum(named)`.as('named'),
        sql<string | null>`max(grade)`.as('grade'),
        sql<number>`sum(unsourced)`.as('unsourced'),
      ])
      .groupBy(['period', 'power_of_origin', 'category', 'terms'])
      .execute();
    const reported = await lines
      .where('reported', '=', 1)
      .select([...columns, 'figure'])
      .execute();
    const contradicted = await lines
      .where('contradicted', '=', 1)
      .select([...columns, 'exchange'])
      .execute();
    const beside = Map.groupBy(reported, keyOf);
    const disputed = Map.groupBy(contradicted, keyOf);
    const ofWithdrawnSource = await exchangesOfWithdrawnSources(reading, known);
    const lost = new Map<string, number>();
    for (const row of ofWithdrawnSource.size === 0 ? [] : await counted.select([...columns, 'exchange']).execute()) {
      lost.set(keyOf(row), (lost.get(keyOf(row)) ?? 0) + (ofWithdrawnSource.get(row.exchange) ?? 0));
    }
    const totals = rows
      .toSorted((a, b) => compare(keyOf(a), keyOf(b)))
      .map((row) => {
        const key = keyOf(row);
        return totalOf(row, beside.get(key) ?? [], disputed.get(key) ?? [], lost.get(key) ?? 0);
      });
    return { ...answered(reading, known), rows: totals };
  });
}

function linesAsked({ db }: Reading, query: ExchangeTotalsQuery, known: Position | undefined) {
  const { intermediary, category, terms, powerOfOrigin, on } = query;
  let lines = db.selectFrom('exchange_lines').where(heldAt(known));
  if (on !== undefined) lines = lines.where('counts_from', '<=', on);
  if (category !== undefined) lines = lines.where(isOrIsNotSaid('category', category));
  if (terms !== undefined) lines = lines.where(isOrIsNotSaid('terms', terms));
  if (powerOfOrigin !== undefined) lines = lines.where('power_of_origin', '=', powerOfOrigin);
  if (intermediary === undefined) return lines;
  const mediated = db.selectFrom('exchange_intermediaries').select('exchange').where(heldAt(known));
  return lines.where('exchange', 'in', mediated.where('intermediary', '=', intermediary));
}

function isOrIsNotSaid(column: 'category' | 'terms', value: string) {
  return sql<boolean>`(${sql.ref(column)} = ${value} or ${sql.ref(column)} is null)`;
}

interface Group {
  readonly period: string | null;
  readonly power_of_origin: string;
  readonly category: string | null;
  readonly terms: string | null;
}

type Row = Group &
  Graded &
  FigureSum & {
    readonly exchanges: number;
    readonly accepted: number;
    /** Ids of exchanges, a JSON array. */
    readonly not_stated_in: string;
    readonly named: number;
  };

/**
 * @param reported figures that reports alone state, as JSON
 * @param contradicted exchanges, one for each figure that is
 * @param lost entries whose source does not count any more
 */
function totalOf(
  row: Row,
  reported: readonly { readonly figure: string }[],
  contradicted: readonly { readonly exchange: string }[],
  lost: number,
): ExchangeTotal {
  const figures = reported.map(({ figure }) => JSON.parse(figure) as Figure);
  const disputed = new Set(contradicted.map(({ exchange }) => exchange));
  return {
    period: row.period,
    powerOfOrigin: row.power_of_origin,
    category: row.category as Category | null,
    terms: row.terms as Terms | null,
    exchanges: row.exchanges,
    accepted: row.accepted,
    ...summed(row),
    notStatedIn: (JSON.parse(row.not_stated_in) as string[]).sort(compare),
    contradicted: contradicted.length,
    contradictedIn: [...disputed].sort(compare),
    reported: figures.length === 0 ? null : reportedIn(figures, row.named),
    reportedNotStated: row.named,
    grade: row.grade,
    unsourced: row.unsourced + lost,
  };
}

/** @param named groups of which no report states a number: the sum is open, and says so */
function reportedIn(figures: readonly Figure[], named: number): Figure {
  const sum = noPeople();
  for (const figure of [...figures, ...Array<Figure>(named).fill(NOT_STATED)]) add(sum, figure);
  const { people, estimate, withoutEstimate } = summed(sum);
  const bounds = boundsOf(people);
  const isKnown = withoutEstimate === 0 || estimate === null || estimate <= bounds.low;
  return isKnown ? people : figureFrom(bounds, estimate, withoutEstimate);
}

function keyOf({ period, power_of_origin, category, terms }: Group): string {
  return [period ?? '', power_of_origin, category ?? '', terms ?? ''].join(' ');
}
