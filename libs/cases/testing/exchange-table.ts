import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { ExchangedLine } from '../src/claims/reconciliation.js';
import { exactly, NOT_STATED } from '../src/values/figure.js';

/** Who mediated, as the table puts it. Everybody else there mediated nothing that an Emirati count could take in. */
const INTERMEDIARIES: Record<string, readonly string[]> = {
  UAE: ['AE'],
  'UAE + USA': ['AE', 'US'],
  'none (Istanbul)': [],
};

const COLUMNS = [
  { column: 'to_russia_mil', powerOfOrigin: 'RU', category: 'prisoner-of-war' },
  { column: 'to_russia_civ', powerOfOrigin: 'RU', category: 'civilian' },
  { column: 'to_ukraine_mil', powerOfOrigin: 'UA', category: 'prisoner-of-war' },
  { column: 'to_ukraine_civ', powerOfOrigin: 'UA', category: 'civilian' },
] as const;

/** The lines of the exchanges that public statements tell of; an empty cell is a figure that is not stated. */
export function exchangesOfTheTable(): readonly ExchangedLine[] {
  const table = readFileSync('test/data/exchanges.csv', 'utf8');
  const rows = parse(table, { columns: true }) as readonly Readonly<Record<string, string>>[];
  return rows.flatMap((row) =>
    COLUMNS.map(({ column, powerOfOrigin, category }): ExchangedLine => ({
      exchangeId: row.id!,
      occurredOn: row.date!,
      intermediaries: INTERMEDIARIES[row.mediator!] ?? null,
      powerOfOrigin,
      category,
      terms: null,
      people: row[column] === '' ? NOT_STATED : exactly(Number(row[column])),
    })),
  );
}
