import type { Plurals } from '../plural.js';

/** What the screens that show what is known say, in English. The other languages satisfy its type. */
export const en = (p: Plurals) => ({
  reports: {
    names: {
      stages: 'People by stage',
      'interim-care': 'Interim care',
      rehabilitation: 'Rehabilitation',
      flows: 'Movements',
      series: 'Day by day',
      exchanges: 'Totals of exchanges',
      intermediaries: 'Intermediaries',
    },
    about: {
      stages: 'How many are where, by stage, country, category and Power of origin.',
      'interim-care': 'Who is or was in interim care in a third country: admitted, left, present, for how long.',
      rehabilitation: 'By facility and operator: begun, completed, present, for how long.',
      flows: 'How many moved from which stage and country to which, in a period.',
      series: 'How many were in each stage on each day.',
      exchanges: 'How many were exchanged each way, by period, category and terms.',
      intermediaries: 'The exchanges of each intermediary, and their running total.',
    },
    chart: 'Chart of the table below',
    empty: 'Nothing fits. Take a filter away, or choose other days.',
    any: 'any',
    allTime: 'all time',
    byMonth: 'by month',
    byYear: 'by year',
    firstDay: 'First day',
    lastDay: 'Last day',
    datesRange: 'bounds, because of the dates',
    position: (position: number) => `${position} ${p(position, { one: 'record', other: 'records' })} in the log`,
    checkpoint: (size: number) => `Checkpoint of ${size} ${p(size, { one: 'record', other: 'records' })}:`,
    print: 'Print',
    sources: 'Sources',
    exchanges: (count: number) => `${count} ${p(count, { one: 'exchange', other: 'exchanges' })}`,
    gradesSaid:
      'Grades are those of the Admiralty code: the weakest among the entries that a row rests on. Sums state what they leave out; what is not stated is not counted as 0.',
    compare: 'Compare two moments',
  },
  sum: {
    and: ', ',
    notStated: (count: number) => `${count} not stated`,
    withheld: (count: number) => `${count} withheld`,
  },
  flows: {
    outside: 'not recorded before',
    fromOutside: 'registered',
    toOutside: 'no longer counted',
    back: (flows: string) => `Back again, not drawn: ${flows}.`,
  },
  when: {
    title: 'When',
    knownNow: 'what is known now',
    knownAt: (moment: string) => `what was known on ${moment}`,
    knownAtPosition: (position: string) => `what was known when the log had ${position} records`,
    onToday: 'where they are today',
    on: (day: string) => `where they were on ${day}`,
    youSee: (known: string, on: string) => `You see ${known}, of ${on}`,
    known: 'Known at',
    day: 'Day',
    back: 'Back to now',
    knownField: 'Day and time, as in 2025-08-25 23:59',
    dayField: 'Day, as in 2025-08-25',
    apply: 'Show',
    noMoment: 'This is no day. Write it as 2025-08-25, with a time behind it if you like: 2025-08-25 23:59.',
    close: 'Close',
  },
});

export type ReadingWords = ReturnType<typeof en>;
