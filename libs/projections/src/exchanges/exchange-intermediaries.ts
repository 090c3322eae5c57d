import { table } from '../database/table.js';
import type { ExchangeFold } from './exchange-row.js';

/** Who mediated an exchange: one row each. */
export interface ExchangeIntermediaryRow {
  exchange: string;
  intermediary: string;
}

export const exchangeIntermediaries = table<ExchangeIntermediaryRow>({
  name: 'exchange_intermediaries',
  columns: { exchange: 'text', intermediary: 'text' },
  key: ['exchange', 'intermediary'],
  indexes: [{ columns: ['intermediary', 'exchange'] }],
});

export function intermediaryRows({ id, intermediaries }: ExchangeFold): ExchangeIntermediaryRow[] {
  return [...new Set(intermediaries)].map((intermediary) => ({ exchange: id, intermediary }));
}
