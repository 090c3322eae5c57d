import type { ExchangedLine, Figure } from '#cases';
import type { Position } from '#eventsourcing';
import { dayRange } from '../cohorts/entries.js';
import { NOT_STATED } from '../exchanges/exchange-intermediaries.js';
import type { Reading } from '../database/read-models.js';
import { heldAt } from '../streams/version.js';

/** Lines of exchanges that took place, found by the days on which they can have been. */
export interface ExchangedLines {
  /** Every line that can lie after one day and not after another; null stands for no bound. */
  readonly between: (after: string | null, until: string | null) => ExchangedLine[];
}

/** A line whose figure is read only where somebody asks for it: most lines lie outside a step. */
interface Dated {
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly line: () => ExchangedLine;
}

/**
 * Reads the figures that count: what was decided, else what the record says, else what reports say.
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
    .where('superseded', '=', 0)
    .where(heldAt(known))
    .orderBy('exchange')
    .orderBy('ordinal')
    .execute();
  const dated = rows.map((row): Dated => {
    const days = row.occurred_on === null ? undefined : dayRange(row.occurred_on);
    let read: ExchangedLine | undefined;
    const line = (): ExchangedLine => ({
      exchangeId: row.exchange,
      occurredOn: row.occurred_on,
      intermediaries: statedOf(intermediaries.get(row.exchange)),
      powerOfOrigin: row.power_of_origin,
      category: row.category as ExchangedLine['category'],
      terms: row.terms as ExchangedLine['terms'],
      people: JSON.parse(row.figure) as Figure,
    });
    return { earliest: days?.earliest ?? null, latest: days?.latest ?? null, line: () => (read ??= line()) };
  });
  return {
    between: (after, until) =>
      dated
        .filter(({ earliest }) => earliest === null || until === null || earliest <= until)
        .filter(({ latest }) => latest === null || after === null || latest > after)
        .map(({ line }) => line()),
  };
}

/** Nobody where there is no row; null where it is not stated. */
function statedOf(codes: readonly string[] = []): readonly string[] | null {
  return codes.includes(NOT_STATED) ? null : codes;
}
