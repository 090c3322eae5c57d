import { dayRange } from '../cohorts/entries.js';
import { streamTable, type StreamRow } from '../streams/stream-row.js';
import type { ExchangeFold } from './exchange-fold.js';

export interface ExchangeRow extends StreamRow {
  status: string;
  /** First day that its date can mean; empty where it is not stated. */
  occurred_from: string;
  /** The day by which it had happened, or for a plan is to happen. */
  counts_from: string;
}

declare module '../database/tables.js' {
  interface Tables {
    exchanges: ExchangeRow;
  }
}

export const exchanges = streamTable<ExchangeRow>(
  'exchanges',
  { status: 'text', occurred_from: 'text', counts_from: 'text' },
  [{ columns: ['occurred_from', 'id', 'position', 'until'] }, { columns: ['position', 'until'] }],
);

/** What lists look up. */
export function exchangeColumns(fold: ExchangeFold): Omit<ExchangeRow, keyof StreamRow> {
  const { status, occurredOn } = fold;
  const occurred_from = (occurredOn === null ? null : dayRange(occurredOn)?.earliest) ?? '';
  return { status, occurred_from, counts_from: countsFrom(fold) };
}

/** The last day that its date can mean; what took place had taken place when it was recorded. */
export function countsFrom({ status, occurredOn, statedAt }: ExchangeFold): string {
  const statedOn = statedAt.slice(0, '2025-08-24'.length);
  const latest = (occurredOn === null ? null : dayRange(occurredOn)?.latest) ?? null;
  if (latest === null) return statedOn;
  return status === 'recorded' && latest > statedOn ? statedOn : latest;
}
