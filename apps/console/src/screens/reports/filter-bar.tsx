import { useNavigate } from '@tanstack/react-router';
import type { FilterName, Filters } from '../../api/filters.js';
import { country } from '../../words/country.js';
import { titleOf } from '../../words/titles.js';
import { r } from '../../words/reading.js';
import { labels } from '../../words/words.js';

interface FilterBarProps {
  readonly names: readonly FilterName[];
  readonly filters: Filters;
  /** What is shown now: its countries can be chosen. */
  readonly rows: readonly object[];
}

/** What each filter is called: as the column that it narrows. */
const TITLES = {
  category: 'Category',
  powerOfOrigin: 'Power of origin',
  detainingPower: 'Detaining Power',
  country: 'Country',
  intermediary: 'Intermediary',
  terms: 'Terms',
  period: 'Period',
  claimant: 'Claimant',
} as const;

const CODES: Partial<Record<FilterName, readonly string[]>> = {
  category: ['prisoner-of-war', 'civilian'],
  powerOfOrigin: ['RU', 'UA'],
  detainingPower: ['RU', 'UA'],
  intermediary: ['AE', 'TR', 'VA'],
  terms: ['exchange', 'unilateral'],
  period: ['month', 'year'],
};

/** What a report is narrowed to. It stands in the address, so that a link shows the same table. */
export function FilterBar({ names, filters, rows }: FilterBarProps) {
  const navigate = useNavigate();
  const choose = (name: FilterName, value: string): void => {
    void navigate({ to: '.', search: (before) => ({ ...before, [name]: value || undefined }), replace: true });
  };
  return (
    <form class="filters no-print" onSubmit={(event) => event.preventDefault()}>
      {names.map((name) =>
        name === 'from' || name === 'to' ? (
          <label key={name} class="field">
            <span>{name === 'from' ? r.reports.firstDay : r.reports.lastDay}</span>
            <input
              dir="ltr"
              inputMode="numeric"
              pattern="\d{4}-\d{2}-\d{2}"
              placeholder="2025-08-24"
              value={filters[name] ?? ''}
              onChange={(event) => event.currentTarget.checkValidity() && choose(name, event.currentTarget.value)}
            />
          </label>
        ) : (
          <label key={name} class="field">
            <span>{titleOf(TITLES[name])}</span>
            <select value={filters[name] ?? ''} onChange={(event) => choose(name, event.currentTarget.value)}>
              <option value="">{name === 'period' ? r.reports.allTime : r.reports.any}</option>
              {choicesOf(name, filters, rows).map((value) => (
                <option key={value} value={value}>
                  {optionName(name, value)}
                </option>
              ))}
            </select>
          </label>
        ),
      )}
    </form>
  );
}

function choicesOf(name: FilterName, filters: Filters, rows: readonly object[]): string[] {
  const seen = rows.map((row) => (row as Readonly<Record<string, unknown>>)[name]);
  const all = new Set([...(CODES[name] ?? []), ...(name === 'period' ? [] : seen), filters[name]]);
  return [...all].filter((value): value is string => typeof value === 'string');
}

export function optionName(name: FilterName, value: string): string {
  switch (name) {
    case 'category':
    case 'terms':
      return labels.nameOf(name, value);
    case 'period':
      return value === 'month' ? r.reports.byMonth : r.reports.byYear;
    case 'claimant':
    case 'from':
    case 'to':
      return value;
    default:
      return country(value);
  }
}

/** The filters in a sentence, for the head of a printed page. */
export function filtersInWords(filters: Filters): string[] {
  return (Object.entries(filters) as [FilterName, string][]).map(([name, value]) => {
    const title = name === 'from' ? r.reports.firstDay : name === 'to' ? r.reports.lastDay : titleOf(TITLES[name]);
    return `${title}: ${optionName(name, value)}`;
  });
}
