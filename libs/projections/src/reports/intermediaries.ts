import type { EdtfDate, Figure } from '#cases';
import type { Answer } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import { NOT_STATED } from '../exchanges/exchange-intermediaries.js';
import type { ExchangeFold } from '../exchanges/exchange-row.js';
import { add, noPeople, summed, type Summed } from '../figures.js';

/** One exchange of an intermediary. `people` is both ways together. */
export interface MediatedExchange extends Summed {
  readonly exchangeId: string;
  readonly occurredOn: EdtfDate | null;
  /** With all exchanges of this intermediary before it. */
  readonly runningTotal: Figure;
}

export interface IntermediaryRow extends Summed {
  /** ISO 3166-1 alpha-2. */
  readonly intermediary: string;
  readonly exchanges: readonly MediatedExchange[];
}

export interface IntermediariesReport extends Answer {
  readonly rows: readonly IntermediaryRow[];
}

/**
 * Each intermediary's exchanges in the order of their dates, with the running total. An exchange that two mediated stands
 * under both; planned and aborted ones stand under nobody.
 */
export async function intermediariesReport(
  models: ReadModels,
  query: { readonly intermediary?: string } = {},
): Promise<IntermediariesReport> {
  return models.read(async ({ db, position }) => {
    let lines = db
      .selectFrom('exchange_intermediaries')
      .innerJoin('exchanges', 'exchanges.id', 'exchange_intermediaries.exchange')
      .innerJoin('exchange_lines', 'exchange_lines.exchange', 'exchanges.id')
      .where('reported', '=', 0)
      .where('intermediary', '<>', NOT_STATED)
      .select(['intermediary', 'exchanges.id', 'exchanges.fold', 'figure'])
      .orderBy('intermediary')
      .orderBy('exchanges.occurred_from')
      .orderBy('exchanges.id')
      .orderBy('ordinal');
    if (query.intermediary !== undefined) lines = lines.where('intermediary', '=', query.intermediary);
    const rows: IntermediaryRow[] = [];
    for (const [intermediary, ofOne] of grouped(await lines.execute(), (line) => line.intermediary)) {
      const total = noPeople();
      const exchanges = [...grouped(ofOne, ({ id }) => id)].map(([exchangeId, figures]): MediatedExchange => {
        const sum = noPeople();
        for (const { figure } of figures) {
          add(sum, JSON.parse(figure) as Figure);
          add(total, JSON.parse(figure) as Figure);
        }
        const { occurredOn } = JSON.parse(figures[0]!.fold) as ExchangeFold;
        return { exchangeId, occurredOn, ...summed(sum), runningTotal: summed(total).people };
      });
      rows.push({ intermediary, ...summed(total), exchanges });
    }
    return { position, rows };
  });
}

/** Groups in the order in which they first appear. */
function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
