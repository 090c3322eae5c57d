/** What a report is narrowed to, by the names that the API has for it. It stands in the address. */
export const FILTERS = [
  'category',
  'powerOfOrigin',
  'detainingPower',
  'country',
  'intermediary',
  'terms',
  'period',
  'claimant',
  'from',
  'to',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = { readonly [name in FilterName]?: string };

/** The filters that an address names. */
export function filtersIn(search: Readonly<Record<string, unknown>>): Filters {
  const given = FILTERS.map((name) => [name, search[name]] as const);
  return Object.fromEntries(given.filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** As of when a read is: its clocks, or this device's last write. */
export interface Moment {
  readonly after?: string;
  readonly knownAt?: string;
  readonly on?: string;
}

/** The parameters of a read: only those that the report knows. */
export function parametersOf(filters: Filters, moment: Moment, takes: readonly string[]): Record<string, string> {
  const { on, ...known } = moment;
  const taken = Object.entries({ ...filters, ...(on !== undefined && { on }) });
  return { ...known, ...Object.fromEntries(taken.filter(([name]) => takes.includes(name))) };
}
