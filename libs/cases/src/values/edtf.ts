// The edtf package reads more, but takes 29 February of any year and calls January spring.
/**
 * A date in EDTF (ISO 8601-2:2019), of which this much is understood: `2025`, `2025-08`, `2025-08-24`, seasons
 * `2022-21` to `2022-24`, each with `?`, `~` or `%` behind it, and intervals of two of these or of one and `..`.
 * @example 2025-08-24
 */
export type EdtfDate = string;

/** The first and the last day that a date can mean, as `YYYY-MM-DD`; null where it is open. */
export interface Days {
  readonly earliest: string | null;
  readonly latest: string | null;
}

const POINT = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$/;

/** The days that a date can mean; undefined where it is no date of the subset above. */
export function daysOf(date: EdtfDate): Days | undefined {
  const parts = date.split('/');
  if (parts.length === 1) return point(date);
  const [from, until] = parts;
  if (parts.length !== 2 || from === undefined || until === undefined || (from === '..' && until === '..'))
    return undefined;
  const start = from === '..' ? OPEN : point(from);
  const end = until === '..' ? OPEN : point(until);
  if (start === undefined || end === undefined) return undefined;
  if (start.earliest !== null && end.latest !== null && start.earliest > end.latest) return undefined;
  return { earliest: start.earliest, latest: end.latest };
}

export function isEdtf(value: unknown): value is EdtfDate {
  return typeof value === 'string' && value.length <= 32 && daysOf(value) !== undefined;
}

/** True for a date that names one day, certain or not. */
export function isOneDay(date: EdtfDate): boolean {
  const days = daysOf(date);
  return days !== undefined && days.earliest !== null && days.earliest === days.latest;
}

/** Days of the calendar are read as midnights in UTC, where every day is as long as the other (ECMA-262, 21.4.1). */
const DAY_MS = 86_400_000;

/** Whole days from one day to another. */
export function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS;
}

/** The day so many days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

const OPEN: Days = { earliest: null, latest: null };

/**
 * EDTF does not say which months a season has. Spring to autumn are the northern ones; "winter 2022" may be meant as
 * the months before spring 2022 or those after autumn 2022, and so spans both.
 */
const SEASONS: Record<number, (year: string) => Days> = {
  21: (year) => ({ earliest: `${year}-03-01`, latest: `${year}-05-31` }),
  22: (year) => ({ earliest: `${year}-06-01`, latest: `${year}-08-31` }),
  23: (year) => ({ earliest: `${year}-09-01`, latest: `${year}-11-30` }),
  24: (year) => ({ earliest: `${year}-01-01`, latest: lastDay(Number(year) + 1, 2) }),
};

function point(text: string): Days | undefined {
  const match = POINT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match as unknown as [string, string, string | undefined, string | undefined];
  if (year === '0000') return undefined;
  if (month === undefined) return { earliest: `${year}-01-01`, latest: `${year}-12-31` };
  const season = SEASONS[Number(month)];
  // The winter of 9999 ends in a year that no date can name.
  if (season !== undefined && day === undefined) return year === '9999' ? undefined : season(year);
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const last = lastDay(Number(year), Number(month));
  if (day === undefined) return { earliest: `${year}-${month}-01`, latest: last };
  const date = `${year}-${month}-${day}`;
  return day >= '01' && date <= last ? { earliest: date, latest: date } : undefined;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Worked out here, because dates are read for every movement of every fold, and a calendar object each is slow. */
function lastDay(year: number, month: number): string {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = MONTH_LENGTHS[month - 1]! + (leap ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${days}`;
}
