import { lineKey } from '#cases';
import { table } from '../database/table.js';
import { columnsOf, FIGURE_COLUMNS, type FigureColumns } from '../figures.js';
import { dayRange } from '../cohorts/entries.js';
import { gradedBy } from '../grades.js';
import { VERSION_COLUMNS, type Version } from '../streams/version.js';
import type { ExchangeFold } from './exchange-fold.js';
import { countsFrom } from './exchange-row.js';
import { countedLines } from './lines.js';
import { reportedLines } from './reported-lines.js';

/** A figure of an exchange that took place, as it counts in totals and when claimants' totals are held against them. */
export interface ExchangeLineRow extends FigureColumns, Version {
  exchange: string;
  ordinal: number;
  power_of_origin: string;
  category: string | null;
  terms: string | null;
  /** When the exchange was: an EDTF date. */
  occurred_on: string | null;
  /** `2025-08` and `2025`, where the date says so much. */
  month: string | null;
  year: string | null;
  accepted: number;
  /** 1 for what reports alone state: totals of exchanges leave it out, because nobody decided on it. */
  reported: number;
  /** 1 for what the record does not state and a report does: `reported` stands in its place when totals are reconciled. */
  superseded: number;
  /** The day by which it had taken place. */
  counts_from: string;
  /** How well the exchange is sourced: the worst grade of its own entries that stand, and how many name no source. */
  grade: string | null;
  unsourced: number;
}

export const exchangeLines = table<ExchangeLineRow>({
  name: 'exchange_lines',
  columns: {
    exchange: 'text',
    ordinal: 'integer',
    power_of_origin: 'text',
    category: 'text',
    terms: 'text',
    occurred_on: 'text',
    month: 'text',
    year: 'text',
    accepted: 'integer',
    reported: 'integer',
    superseded: 'integer',
    counts_from: 'text',
    grade: 'text',
    unsourced: 'integer',
    ...VERSION_COLUMNS,
    ...FIGURE_COLUMNS,
  },
  key: ['exchange', 'ordinal', 'position'],
});

export function exchangeLineRows(fold: ExchangeFold): Omit<ExchangeLineRow, keyof Version>[] {
  const { earliest = null, latest = null } = (fold.occurredOn === null ? undefined : dayRange(fold.occurredOn)) ?? {};
  const period = (length: number): string | null =>
    earliest !== null && earliest.slice(0, length) === latest?.slice(0, length) ? earliest.slice(0, length) : null;
  const graded = gradedBy(Object.values(fold.grades));
  const counted = countedLines(fold);
  const { reported, superseded } = reportedLines(fold, counted);
  return [...counted, ...reported].map(({ line, people, accepted }, ordinal) => ({
    exchange: fold.id,
    ordinal,
    power_of_origin: line.powerOfOrigin,
    category: line.category,
    terms: line.terms,
    occurred_on: fold.occurredOn,
    month: period('2025-08'.length),
    year: period('2025'.length),
    accepted: accepted ? 1 : 0,
    reported: ordinal < counted.length ? 0 : 1,
    superseded: superseded.has(lineKey(line)) && ordinal < counted.length ? 1 : 0,
    counts_from: countsFrom(fold),
    ...graded,
    ...columnsOf(people),
  }));
}
