import { isNobody, peopleThrough, type DayStep, type PeopleOnDay } from '#cases';
import { columnsOf, hasEstimate } from '../figures.js';
import { COUNTED, WITHIN, type PeopleByDayRow, type PeopleColumns } from './people-changes.js';

/** Of which cohorts: all that one history is about are of one category and one origin. */
export interface Whose {
  readonly category: string;
  readonly power_of_origin: string;
}

/**
 * By how much what is said of each stage and country changed, from which day on, because other steps stand than before.
 * @param before, after steps by stage and country
 * @param from the first day on which they can differ; null: any
 */
export function changesBetween(
  { category, power_of_origin }: Whose,
  before: readonly DayStep[],
  after: readonly DayStep[],
  from: string | null,
): PeopleByDayRow[] {
  const days = daysOf([...before, ...after], from);
  const was = sumsThrough(days, before);
  const is = sumsThrough(days, after);
  const changes: PeopleByDayRow[] = [];
  let told: Sums = new Map();
  for (const day of days) {
    const difference = less(is.next().value as Sums, was.next().value as Sums);
    for (const [row, columns] of [...less(difference, told)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [stage, country] = row.split(' ') as [string, string];
      if (COUNTED.some((column) => columns[column] !== 0))
        changes.push({ day, category, power_of_origin, stage, country, ...columns });
    }
    told = difference;
  }
  return changes;
}

/** By stage and country. */
type Sums = ReadonlyMap<string, PeopleColumns>;

/**
 * What the people of each stage and country add up to, day by day. Where somebody may have gone to another country within a
 * stage, what the countries do not come to together stands beside them.
 */
function* sumsThrough(days: readonly string[], steps: readonly DayStep[]): Generator<Sums> {
  const stages = steps.some(isWithinStage) ? peopleThrough(days, steps.map(byStage)) : undefined;
  for (const [, people] of peopleThrough(days, steps)) {
    const sums = sumsOf(people);
    yield stages === undefined ? sums : withRest(sums, sumsOf((stages.next().value as Told)[1]));
  }
}

type Told = readonly [day: string, people: readonly PeopleOnDay[]];

function isWithinStage({ earliest, latest, changes }: DayStep): boolean {
  if (earliest === latest) return false;
  const rows = new Set(changes.map(({ row }) => row));
  return rows.size > new Set([...rows].map(stageOf)).size;
}

function byStage(step: DayStep): DayStep {
  return { ...step, changes: step.changes.map((change) => ({ ...change, row: `${stageOf(change.row)} ${WITHIN}` })) };
}

function stageOf(row: string): string {
  return row.split(' ')[0]!;
}

function withRest(countries: Sums, stages: Sums): Sums {
  const rest = new Map([...stages].map(([row, columns]) => [row, { ...columns }]));
  for (const [row, columns] of countries) addTo(rest, `${stageOf(row)} ${WITHIN}`, columns, -1);
  return new Map([...countries, ...rest]);
}

function less(a: Sums, b: Sums): Map<string, PeopleColumns> {
  const difference = new Map([...a].map(([row, columns]) => [row, { ...columns }]));
  for (const [row, columns] of b) addTo(difference, row, columns, -1);
  return difference;
}

/** Every day on which something begins to be possible or certain, in their order. @param from the first that is asked for */
export function daysOf(steps: readonly DayStep[], from: string | null): string[] {
  const days = new Set(steps.flatMap(({ earliest, latest }) => [earliest ?? '', latest]));
  return [...days].filter((day) => from === null || day >= from).sort();
}

function sumsOf(people: readonly PeopleOnDay[]): Map<string, PeopleColumns> {
  const sums = new Map<string, PeopleColumns>();
  for (const part of people) if (!isNobody(part.people)) addTo(sums, part.row, peopleColumns(part), 1);
  return sums;
}

function peopleColumns({ people, isRange }: PeopleOnDay): PeopleColumns {
  const { low, high, estimate, withheld, not_stated } = columnsOf(people);
  return {
    parts: 1,
    low,
    high: high ?? 0,
    highs: high === null ? 0 : 1,
    estimate: estimate ?? 0,
    estimates: hasEstimate(people) ? 1 : 0,
    withheld,
    not_stated,
    ranges: isRange ? 1 : 0,
  };
}

function addTo(sums: Map<string, PeopleColumns>, row: string, columns: PeopleColumns, times: 1 | -1): void {
  const sum = sums.get(row) ?? { ...NOTHING };
  sums.set(row, sum);
  for (const column of COUNTED) sum[column] += times * columns[column];
}

const NOTHING: PeopleColumns = {
  parts: 0,
  low: 0,
  high: 0,
  highs: 0,
  estimate: 0,
  estimates: 0,
  withheld: 0,
  not_stated: 0,
  ranges: 0,
};
