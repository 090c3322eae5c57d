import { table } from '../database/table.js';
import { VERSION_COLUMNS, type Version } from '../streams/version.js';
import type { ExchangeFold } from './exchange-fold.js';

/** Who mediated an exchange: one row each; where nobody stated it, one row without a code. */
export interface ExchangeIntermediaryRow extends Version {
  exchange: string;
  intermediary: string;
}

declare module '../database/tables.js' {
  interface Tables {
    exchange_intermediaries: ExchangeIntermediaryRow;
  }
}

export const exchangeIntermediaries = table<ExchangeIntermediaryRow>({
  name: 'exchange_intermediaries',
  columns: { exchange: 'text', intermediary: 'text', ...VERSION_COLUMNS },
  key: ['exchange', 'intermediary', 'position'],
  indexes: [{ columns: ['intermediary', 'exchange'] }],
});

/** In the place of a country's code: who mediated is not stated. */
export const NOT_STATED = '';

export function intermediaryRows({ id, intermediaries }: ExchangeFold): Omit<ExchangeIntermediaryRow, keyof Version>[] {
  return [...new Set(intermediaries ?? [NOT_STATED])].map((intermediary) => ({ exchange: id, intermediary }));
}
