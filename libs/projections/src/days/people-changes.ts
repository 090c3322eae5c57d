import { table } from '../database/table.js';

/** What some people of one stage and country add up to: figures in columns that add up, and take away. */
export interface PeopleColumns {
  /** People of one cohort in one position, or in several that dates do not tell apart. */
  parts: number;
  low: number;
  /** Of those that have an upper bound, which are `highs`. */
  high: number;
  highs: number;
  estimate: number;
  estimates: number;
  withheld: number;
  not_stated: number;
  /** Parts that dates make a range. */
  ranges: number;
}

export const PEOPLE_COLUMNS = {
  parts: 'integer',
  low: 'integer',
  high: 'integer',
  highs: 'integer',
  estimate: 'integer',
  estimates: 'integer',
  withheld: 'integer',
  not_stated: 'integer',
  ranges: 'integer',
} as const;

export const COUNTED = Object.keys(PEOPLE_COLUMNS) as readonly (keyof PeopleColumns)[];

/**
 * Stands for no country: what people of a stage come to who may be in one country or another of it, less what they come to in
 * each. Added to those it gives the stage; a report by country leaves it out.
 */
export const WITHIN = '*';

/** Where and who the people are that are added up. */
export interface PeopleGroup {
  category: string;
  power_of_origin: string;
  stage: string;
  /** Empty where it is not stated; `WITHIN` for what is of none. */
  country: string;
}

const GROUP = { category: 'text', power_of_origin: 'text', stage: 'text', country: 'text' } as const;

/** By how much an entry changed what is said of a stage and country from a day on. Added up to a day, they say who was there. */
export interface PeopleChangeRow extends PeopleColumns, PeopleGroup {
  /** Log position of the entry, and which of its changes. */
  position: string;
  ordinal: number;
  /** `YYYY-MM-DD`; empty: on every day. */
  day: string;
}

export const peopleChanges = table<PeopleChangeRow>({
  name: 'people_changes',
  columns: { position: 'text', ordinal: 'integer', day: 'text', ...GROUP, ...PEOPLE_COLUMNS },
  key: ['position', 'ordinal'],
});

/** The same of all entries, day by day. */
export type PeopleByDayRow = Omit<PeopleChangeRow, 'position' | 'ordinal'>;

export const peopleByDay = table<PeopleByDayRow>({
  name: 'people_by_day',
  columns: { day: 'text', ...GROUP, ...PEOPLE_COLUMNS },
  key: ['day', 'category', 'power_of_origin', 'stage', 'country'],
});

/** The same of whole months: what is before the month of a day is added up from these. */
export interface PeopleByMonthRow extends PeopleColumns, PeopleGroup {
  /** `YYYY-MM`; empty: on every day. */
  month: string;
}

export const peopleByMonth = table<PeopleByMonthRow>({
  name: 'people_by_month',
  columns: { month: 'text', ...GROUP, ...PEOPLE_COLUMNS },
  key: ['month', 'category', 'power_of_origin', 'stage', 'country'],
});

/** What a stretch of the log changed: what was known of a day earlier is added up from these. */
export interface PeopleBlockRow extends PeopleByDayRow {
  /** Log position of its last entry; it begins after the block before. */
  until: string;
}

export const peopleBlocks = table<PeopleBlockRow>({
  name: 'people_blocks',
  columns: { until: 'text', ...peopleByDay.columns },
  key: ['until', ...peopleByDay.key],
});

declare module '../database/tables.js' {
  interface Tables {
    people_changes: PeopleChangeRow;
    people_by_day: PeopleByDayRow;
    people_by_month: PeopleByMonthRow;
    people_blocks: PeopleBlockRow;
  }
}
