import { locale, w } from '../words/words.js';

const POINT = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)$/;

/** An EDTF date in words: "24 Aug 2025", "spring 2022", "about Oct 2025", "until May 2022". */
export function dateInWords(date: string): string {
  const [from, until] = date.split('/');
  if (until === undefined) return point(date);
  if (from === '..') return w.date.until(point(until));
  if (until === '..') return w.date.from(point(from!));
  return w.date.between(point(from!), point(until));
}

function point(text: string): string {
  const [, year, month, day, doubt] = POINT.exec(text) ?? [];
  if (year === undefined) return text;
  const plain = calendar(year, month, day);
  if (doubt === '?') return w.date.uncertain(plain);
  return doubt === '' || doubt === undefined ? plain : w.date.about(plain);
}

function calendar(year: string, month: string | undefined, day: string | undefined): string {
  if (month === undefined) return year;
  if (Number(month) > 20)
    return [w.date.spring, w.date.summer, w.date.autumn, w.date.winter][Number(month) - 21]!(year);
  const instant = new Date(`${year}-${month}-${day ?? '01'}T00:00:00Z`);
  const parts: Intl.DateTimeFormatOptions =
    day === undefined ? { month: 'long', year: 'numeric' } : { day: 'numeric', month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(instant);
}

/** An instant as the device's own clock and calendar have it: "24 Aug 2025, 19:00". */
export function instantInWords(instant: string | number): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** Only the time of an instant of today; with its day otherwise. */
export function timeInWords(instant: number, now: number = Date.now()): string {
  const isToday = new Date(instant).toDateString() === new Date(now).toDateString();
  return isToday
    ? new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(instant)
    : instantInWords(instant);
}
