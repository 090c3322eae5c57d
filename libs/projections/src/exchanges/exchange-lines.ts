import { table } from '../database/table.js';
import { columnsOf, FIGURE_COLUMNS, type FigureColumns } from '../figures.js';
import { dayRange } from '../cohorts/entries.js';
import type { ExchangeFold } from './exchange-row.js';
import { countedLines } from './lines.js';

/** A figure of an exchange that took place, as it counts in totals. */
export interface ExchangeLineRow extends FigureColumns {
  exchange: string;
  ordinal: number;
  power_of_origin: string;
  category: string | null;
  terms: string | null;
  /** `2025-08` and `2025`, where the date says so much. */
  month: string | null;
  year: string | null;
  accepted: number;
}

export const exchangeLines = table<ExchangeLineRow>({
  name: 'exchange_lines',
  columns: {
    exchange: 'text',
    ordinal: 'integer',
    power_of_origin: 'text',
    category: 'text',
    terms: 'text',
    month: 'text',
    year: 'text',
    accepted: 'integer',
    ...FIGURE_COLUMNS,
  },
  key: ['exchange', 'ordinal'],
});

export function exchangeLineRows(fold: ExchangeFold): ExchangeLineRow[] {
  const { earliest = null, latest = null } = (fold.occurredOn === null ? undefined : dayRange(fold.occurredOn)) ?? {};
  const period = (length: number): string | null =>
    earliest !== null && earliest.slice(0, length) === latest?.slice(0, length) ? earliest.slice(0, length) : null;
  return countedLines(fold).map(({ line, people, accepted }, ordinal) => ({
    exchange: fold.id,
    ordinal,
    power_of_origin: line.powerOfOrigin,
    category: line.category,
    terms: line.terms,
    month: period('2025-08'.length),
    year: period('2025'.length),
    accepted: accepted ? 1 : 0,
    ...columnsOf(people),
  }));
}
