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
  attention: {
    /** What is to be done, with how often it waits. */
    todo: {
      'expected-arrival-passed': (count: number) =>
        `${count} ${p(count, { one: 'group should have arrived', other: 'groups should have arrived' })}: ask where they are`,
      'overdue-in-stage': (count: number) =>
        `${count} ${p(count, { one: 'group stays', other: 'groups stay' })} longer than planned: ask why`,
      'handover-not-acknowledged': (count: number) =>
        `${count} ${p(count, { one: 'handover waits', other: 'handovers wait' })} for the receiving side`,
      'not-confirmed': (count: number) =>
        `${count} ${p(count, { one: 'place was', other: 'places were' })} not confirmed for too long: have somebody look`,
      'reports-disagree': (count: number) =>
        `${count} ${p(count, { one: 'figure', other: 'figures' })} on which reports disagree: decide, or ask again`,
      'accepted-figure-differs': (count: number) =>
        `${count} accepted ${p(count, { one: 'figure differs from its', other: 'figures differ from their' })} count: correct the count`,
      'figure-not-stated': (count: number) =>
        `${count} ${p(count, { one: 'group', other: 'groups' })} without a number: ask how many`,
      'no-basis': (count: number) =>
        `${count} ${p(count, { one: 'file has', other: 'files have' })} entries without a source: find out who says so`,
    },
    choose: (name: string) => `Choose ${name}`,
    chooseAll: 'Choose all of these',
    reason: (count: number) => `Reason, for ${count}`,
    reasonNeeded: 'Say why: others read it.',
    until: 'Leave until, a day; empty: it is seen to',
    handle: 'Record',
    acknowledged: (count: number) => `${count} recorded as seen to.`,
    snoozed: (count: number) => `${count} left until that day.`,
  },
  exchanges: {
    empty: 'No exchange is recorded yet.',
    ways: 'Who went home',
    legs: 'Who went which way',
    lines: 'What each source says',
    title: (date: string) => `Exchange, ${date}`,
    homeTo: (category: string, power: string) => `${category} of ${power}`,
    noLegs: 'no leg is recorded',
    notAcknowledged: 'the receiving side has not confirmed',
    disagreements: (count: number) => `${count} ${p(count, { one: 'disagreement', other: 'disagreements' })}`,
    disagreement: {
      contradict: 'The claims contradict each other.',
      differ: 'The claims differ, and could all be true.',
    },
    fromRecord: 'record of the exchange',
    fromReport: 'report',
    summed: 'added up of its parts',
    group: (group: string) => `independence group ${group}`,
    accepted: 'Accepted:',
    decided: (who: string, when: string, why: string) => `${who}, ${when}: ${why}`,
    nobodyDecided: 'Nobody decided.',
  },
  claims: {
    about:
      'How many are held, as different sides say it: each claim by itself, none joined with another, nothing added up.',
    held: 'Claims of held populations',
    totals: 'Published totals, held against the exchanges',
    empty: 'Nothing is claimed yet.',
    noTotals: 'No total is recorded yet.',
    question: (category: string, origin: string, power: string) => `${category} of ${origin}, held by ${power}`,
    numbered: 'Numbers are those of the rows below',
    row: 'No.',
    residual: 'Left over',
    residualOpen: 'not known',
    nothingLeft: 'nothing',
    atMost: (value: string) => `at most ${value}`,
    atLeast: (value: string) => `at least ${value}`,
    between: (low: string, high: string) => `${low} to ${high}`,
    stepsSaid: 'Above, what was published; below it, what the exchanges since the total before come to.',
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
