import { lineKey, type Bounds } from '#cases';
import { table } from '../database/table.js';
import { columnsOf, FIGURE_COLUMNS, type FigureColumns } from '../figures.js';
import { dayRange } from '../cohorts/entries.js';
import { gradedBy } from '../grades.js';
import { VERSION_COLUMNS, type Version } from '../streams/version.js';
import { contradictedLines } from './contradicted-lines.js';
import type { ExchangeFold } from './exchange-fold.js';
import { countsFrom } from './exchange-row.js';
import { countedLines } from './lines.js';
import { reportedLines } from './reported-lines.js';
import { unstatedLines } from './unstated-lines.js';

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
  /** 1 for what reports alone state: totals do not add it up, because nobody decided on it; an `unstated` line stands for it. */
  reported: number;
  /** 1 for what is not stated and a report states: `reported` stands in its place when totals are reconciled. */
  superseded: number;
  /** 1 for people of whom neither the record nor a decision says anything: sums name them as not stated. */
  unstated: number;
  /** 1 for those of them whom reports name, and none of them by number. */
  named: number;
  /** 1 where reports contradict the figure; then the bounds of all that is said, where the figure itself does not have them. */
  contradicted: number;
  said_low: number | null;
  said_high: number | null;
  /** The day by which it had taken place. */
  counts_from: string;
  /** How well the exchange is sourced: the worst grade of its own entries that stand, and how many name no source. */
  grade: string | null;
  unsourced: number;
}

declare module '../database/tables.js' {
  interface Tables {
    exchange_lines: ExchangeLineRow;
  }
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
    unstated: 'integer',
    named: 'integer',
    contradicted: 'integer',
    said_low: 'integer',
    said_high: 'integer',
    counts_from: 'text',
    grade: 'text',
    unsourced: 'integer',
    ...VERSION_COLUMNS,
    ...FIGURE_COLUMNS,
  },
  key: ['exchange', 'ordinal', 'position'],
});

/** What a line of the record or of a decision is. */
const STATED = { reported: 0, superseded: 0, unstated: 0, named: 0 };

export function exchangeLineRows(fold: ExchangeFold): Omit<ExchangeLineRow, keyof Version>[] {
  const { earliest = null, latest = null } = (fold.occurredOn === null ? undefined : dayRange(fold.occurredOn)) ?? {};
  const period = (length: number): string | null =>
    earliest !== null && earliest.slice(0, length) === latest?.slice(0, length) ? earliest.slice(0, length) : null;
  const graded = gradedBy(Object.values(fold.grades));
  const counted = countedLines(fold);
  const { reported, superseded } = reportedLines(fold, counted);
  const unstated = unstatedLines(fold, counted, reported);
  const contradicted = contradictedLines(fold, counted);
  const alone = new Set(reported.map(({ line }) => lineKey(line)));
  const lines = [
    ...counted.map(({ line, people, accepted }) => {
      const kind = { ...STATED, superseded: flag(superseded.has(lineKey(line))) };
      return { line, people, accepted, ...kind, ...saidOf(contradicted.get(lineKey(line))) };
    }),
    ...reported.map(({ line, people, accepted, contradicted: among }) => {
      return { line, people, accepted, ...STATED, reported: 1, ...UNCONTRADICTED, contradicted: flag(among) };
    }),
    ...unstated.map(({ line, people, accepted, named }) => {
      const kind = { ...STATED, unstated: 1, named: flag(named), superseded: flag(alone.has(lineKey(line))) };
      return { line, people, accepted, ...kind, ...UNCONTRADICTED };
    }),
  ];
  return lines.map(({ line, people, accepted, ...kind }, ordinal) => ({
    exchange: fold.id,
    ordinal,
    power_of_origin: line.powerOfOrigin,
    category: line.category,
    terms: line.terms,
    occurred_on: fold.occurredOn,
    month: period('2025-08'.length),
    year: period('2025'.length),
    accepted: flag(accepted),
    ...kind,
    counts_from: countsFrom(fold),
    ...graded,
    ...columnsOf(people),
  }));
}

const UNCONTRADICTED = { contradicted: 0, said_low: null, said_high: null };

function saidOf(bounds: Bounds | undefined): Pick<ExchangeLineRow, keyof typeof UNCONTRADICTED> {
  return bounds === undefined ? UNCONTRADICTED : { contradicted: 1, said_low: bounds.low, said_high: bounds.high };
}

function flag(is: boolean): 0 | 1 {
  return is ? 1 : 0;
}
