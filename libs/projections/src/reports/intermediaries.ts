import type { EdtfDate, Figure } from '#cases';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import { dayRange } from '../cohorts/entries.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { exchangesOfWithdrawnSources } from '../exchanges/exchange-grades.js';
import { NOT_STATED } from '../exchanges/exchange-intermediaries.js';
import { add, noPeople, summed, type Contradicted, type Summed } from '../figures.js';
import { gradedTogether, type Graded } from '../grades.js';
import { heldAt } from '../streams/version.js';

/** One exchange of an intermediary. `people` is both ways together: at least so many where a side does not state its number. */
export interface MediatedExchange extends Summed, Contradicted, Graded {
  readonly exchangeId: string;
  readonly occurredOn: EdtfDate | null;
  /** With all exchanges of this intermediary before it. */
  readonly runningTotal: Figure;
}

/** Its grade is the worst of its exchanges. */
export interface IntermediaryRow extends Summed, Contradicted, Graded {
  /** ISO 3166-1 alpha-2. */
  readonly intermediary: string;
  readonly exchanges: readonly MediatedExchange[];
}

export interface IntermediariesReport extends Answer {
  readonly rows: readonly IntermediaryRow[];
}

export interface IntermediariesQuery extends KnownAt {
  readonly intermediary?: string;
  /** Only exchanges that had taken place by this day: `YYYY-MM-DD`. */
  readonly on?: string;
}

/**
 * Each intermediary's exchanges in the order of their dates, with the running total. An exchange that two mediated stands
 * under both; planned and aborted ones stand under nobody.
 */
export async function intermediariesReport(
  models: ReadModels,
  query: IntermediariesQuery = {},
): Promise<IntermediariesReport> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    const ofWithdrawnSource = await exchangesOfWithdrawnSources(reading, known);
    const lines = await mediatedLines(reading, query, known);
    const rows: IntermediaryRow[] = [];
    for (const [intermediary, ofOne] of Map.groupBy(lines, (line) => line.intermediary)) {
      const total = noPeople();
      const exchanges = [...Map.groupBy(ofOne, (line) => line.exchange)].map(([exchangeId, figures]) => {
        const sum = noPeople();
        for (const { figure } of figures) {
          add(sum, JSON.parse(figure) as Figure);
          add(total, JSON.parse(figure) as Figure);
        }
        const { occurred_on: occurredOn, grade, unsourced } = figures[0]!;
        const graded = { grade, unsourced: unsourced + (ofWithdrawnSource.get(exchangeId) ?? 0) };
        const contradicted = figures.filter((line) => line.contradicted === 1).length;
        const runningTotal = summed(total).people;
        return { exchangeId, occurredOn, ...summed(sum), contradicted, runningTotal, ...graded };
      });
      const contradicted = exchanges.reduce((sum, one) => sum + one.contradicted, 0);
      rows.push({ intermediary, ...summed(total), contradicted, ...gradedTogether(exchanges), exchanges });
    }
    return { ...answered(reading, known), rows };
  });
}

/** Figures that count, by intermediary and, of each, by the first day that an exchange's date can mean. */
async function mediatedLines({ db }: Reading, { intermediary, on }: IntermediariesQuery, known: Position | undefined) {
  let select = db
    .selectFrom('exchange_intermediaries')
    .innerJoin('exchange_lines', 'exchange_lines.exchange', 'exchange_intermediaries.exchange')
    .where('reported', '=', 0)
    .where('intermediary', '<>', NOT_STATED)
    .where(heldAt(known, 'exchange_intermediaries'))
    .where(heldAt(known, 'exchange_lines'))
    .select(['intermediary', 'exchange_lines.exchange', 'ordinal', 'occurred_on', 'figure', 'grade', 'unsourced'])
    .select('contradicted');
  if (intermediary !== undefined) select = select.where('intermediary', '=', intermediary);
  if (on !== undefined) select = select.where('counts_from', '<=', on);
  const rows = await select.execute();
  const dated = rows.map((row) => ({
    ...row,
    from: (row.occurred_on === null ? null : dayRange(row.occurred_on)?.earliest) ?? '',
  }));
  return dated.sort(
    (a, b) =>
      compare(a.intermediary, b.intermediary) ||
      compare(a.from, b.from) ||
      compare(a.exchange, b.exchange) ||
      a.ordinal - b.ordinal,
  );
}
