/**
 * How much of a date a number shows in a cell: what a person saw there is what counts, not the day that the spreadsheet keeps
 * behind it. `unclear` where that is no date: a day without its year, or a time.
 */
export type ShownDate = 'none' | 'day' | 'month' | 'year' | 'unclear';

/** ECMA-376 part 1, 18.8.30: of the formats that have no code in the file, those of dates and times. */
const BUILT_IN: ReadonlyMap<number, ShownDate> = new Map<number, ShownDate>([
  [14, 'day'],
  [15, 'day'],
  [16, 'unclear'],
  [17, 'month'],
  [18, 'unclear'],
  [19, 'unclear'],
  [20, 'unclear'],
  [21, 'unclear'],
  [22, 'day'],
  [45, 'unclear'],
  [46, 'unclear'],
  [47, 'unclear'],
]);

/** What a number format shows of a date. @param code left out: the format is one that every spreadsheet has */
export function shownDate(id: string, code: string | undefined): ShownDate {
  if (code === undefined) return BUILT_IN.get(Number(id)) ?? 'none';
  // The format of positive numbers, without what stands in it as text, and without colours, languages and conditions.
  const [format = ''] = code
    .replaceAll(/"[^"]*"|[\\_*].|\[[^\]]*\]|General/gi, '')
    .toLowerCase()
    .split(';');
  if (!/[dmyhsbge]/.test(format.replaceAll(/e[+-]/g, ''))) return 'none';
  const date = format.replaceAll(/am\/pm|a\/p/g, '').replaceAll(/h+[^a-z]*m+|m+[^a-z]*s+|[hs]+/g, '');
  // Years of other calendars are not those that are imported.
  if (!date.includes('y') || /[bge]/.test(date)) return 'unclear';
  if (!date.includes('m')) return /d/.test(date) ? 'unclear' : 'year';
  return /(?<!d)d{1,2}(?!d)/.test(date) ? 'day' : 'month';
}
