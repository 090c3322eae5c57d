import { Link } from '@tanstack/react-router';
import type { ComponentChildren } from 'preact';
import type { Figure as Value } from '#cases/model';
import { DateOf } from '../../figures/date.js';
import { Figure } from '../../figures/figure.js';
import { Grade } from '../../figures/grade.js';
import { country } from '../../words/country.js';
import { r } from '../../words/reading.js';
import { labels, number, w } from '../../words/words.js';

/** The kinds of values that a table shows. */
export type Cell =
  | 'stage'
  | 'country'
  | 'category'
  | 'terms'
  | 'services'
  | 'dates'
  | 'period'
  | 'text'
  | 'date'
  | 'date-or-nothing'
  | 'number'
  | 'count'
  | 'figure'
  | 'sum'
  | 'sum-of-day'
  | 'grade'
  | 'cohort'
  | 'exchange';

const NUMBERS: ReadonlySet<Cell> = new Set(['number', 'count', 'figure', 'sum', 'sum-of-day']);

export function isNumber(as: Cell): boolean {
  return NUMBERS.has(as);
}

/** What a sum says besides its figure. */
export interface SumParts {
  readonly people: Value;
  readonly notStated?: number;
  readonly withheld?: number;
}

/** A sum with what it leaves out: "at least 2,009, 7 not stated". */
export function Sum({ people, notStated = 0, withheld = 0 }: SumParts) {
  return (
    <>
      <Figure of={people} />
      {notStated > 0 && <Without>{r.sum.notStated(notStated)}</Without>}
      {withheld > 0 && <Without>{r.sum.withheld(withheld)}</Without>}
    </>
  );
}

function Without({ children }: { readonly children: string }) {
  return (
    <>
      {r.sum.and}
      <span class="sum-without small">{children}</span>
    </>
  );
}

/** Kinds whose null says that there is nothing to say; that of all others says that something is not stated. */
const OPTIONAL: ReadonlySet<Cell> = new Set(['dates', 'figure', 'date-or-nothing', 'number']);

/** A column that says nothing in any row is left out; one in which something is not stated is not. */
export function isNothing(as: Cell, value: unknown): boolean {
  if (value === null) return OPTIONAL.has(as);
  return value === undefined || (as === 'count' && value === 0) || (Array.isArray(value) && value.length === 0);
}

/** One value of a row, as its kind is shown. What is not stated says so; what does not apply is empty. */
export function cellOf(as: Cell, key: string, row: Readonly<Record<string, unknown>>): ComponentChildren {
  const value = row[key];
  switch (as) {
    case 'sum':
      return <Sum {...(row as unknown as SumParts)} people={value as Value} />;
    case 'sum-of-day':
      return value === undefined ? <span class="soft">{number(0)}</span> : <Sum {...(value as SumParts)} />;
    case 'figure':
      return value === null || value === undefined ? '' : <Figure of={value as Value} />;
    case 'grade':
      return <Grade of={value as string | null} />;
    case 'date':
      return <DateOf date={value as string | null} />;
    case 'date-or-nothing':
      return value === null || value === undefined ? '' : <DateOf date={value as string} />;
    case 'count':
      return value === 0 || value === null || value === undefined ? '' : number(value as number);
    case 'number':
      return value === null || value === undefined ? '' : number(value as number);
    case 'services':
      return (value as string[]).map((code) => labels.nameOf('service', code)).join(', ');
    case 'cohort':
      return (
        <Link to="/cohorts/$id" params={{ id: String(value) }} search={(before) => before}>
          <bdi>{String(row.name ?? value)}</bdi>
        </Link>
      );
    case 'exchange':
      return (
        <Link to="/exchanges/$id" params={{ id: String(value) }} search={({ knownAt, on }) => ({ knownAt, on })}>
          <bdi>{String(value)}</bdi>
        </Link>
      );
    default:
      return worded(as, value as string | null | undefined);
  }
}

type Worded = 'stage' | 'country' | 'category' | 'terms' | 'dates' | 'period' | 'text';

function worded(as: Worded, value: string | null | undefined): ComponentChildren {
  if (as === 'dates') return value ? r.reports.datesRange : '';
  if (value === undefined) return '';
  if (value === null) return <span class="not-stated">{w.figure.notStated}</span>;
  switch (as) {
    case 'stage':
      return value === 'outside' ? r.flows.outside : (w.stage as Readonly<Record<string, string>>)[value]!;
    case 'country':
      return country(value);
    case 'period':
      return value === 'all' ? r.reports.allTime : <DateOf date={value} />;
    case 'text':
      return <bdi>{value}</bdi>;
    default:
      return labels.nameOf(as, value);
  }
}
