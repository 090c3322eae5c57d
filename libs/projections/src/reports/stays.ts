import {
  DaySum,
  exactly,
  figuresOfRanges,
  isNobody,
  isZero,
  minus,
  peopleOn,
  type DayChange,
  type EdtfDate,
  type Figure,
  type PeopleOnDay,
  type Stage,
} from '#cases';
import { daysUntil } from '../cohorts/cohort-status.js';
import { dayRange } from '../cohorts/entries.js';
import { amountOf, type MovementRow } from '../cohorts/movements.js';
import type { Reading } from '../database/reading.js';
import { portions } from '../database/dialect.js';
import { byPosition, keyOfAccount, stepsOf } from '../days/dated-steps.js';
import { addGrade, noGrades, type Grading } from '../grades.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import { movementsOn, type AtPosition, type Dated, type MovementsGraded, type OnDay } from './on-day.js';

/** People of one cohort in one position: how many came, where they went from there, and how many are there. */
export interface Stay extends Dated {
  readonly cohort: string;
  /** `keyOf` the position. */
  readonly account: string;
  readonly category: string;
  readonly powerOfOrigin: string;
  /** Who came, splits, merges and corrections included: always those who left and those who are there. */
  readonly came: Figure;
  /** Who left, by the stage that they went to. */
  readonly left: ReadonlyMap<Stage, Figure>;
  readonly leftInAll: Figure;
  readonly present: Figure;
  /** Of the first arrival and the last departure. */
  readonly firstOn: EdtfDate | null;
  readonly lastOn: EdtfDate | null;
  /** Log positions of the entries that brought people there. */
  readonly arrivals: readonly string[];
  /** How well all movements into and out of there are sourced. */
  readonly graded: MovementsGraded;
}

class Counted {
  readonly came = new DaySum();
  readonly leftInAll = new DaySum();
  readonly left = new Map<Stage, DaySum>();
  /** Of the first arrival and the last departure. */
  firstOn: EdtfDate | null = null;
  lastOn: EdtfDate | null = null;
  readonly arrivals: string[] = [];
  readonly grading = noGrades();
  /** What stays is not simply who came less who left: some figure or day is not certain. */
  isUncertain = false;

  take(rows: readonly MovementRow[], account: string, day: string): void {
    const isPossibleOnly = rows[0]!.latest > day;
    const came: DayChange[] = [];
    for (const row of rows) {
      if (row.inexact !== null || isPossibleOnly) this.isUncertain = true;
      const change = { cohort: row.cohort, account, row: account, amount: amountOf(row) };
      if (row.to_key === account) {
        came.push({ ...change, sign: 1 });
        this.firstOn ??= row.occurred_on;
        this.arrivals.push(row.position);
      }
      if (row.from_key !== account) continue;
      const to = row.to_stage as Stage | null;
      // Nobody went anywhere by a split, a merge or a correction: those people count where the books have them now.
      if (to === null) came.push({ ...change, sign: -1 });
      else {
        const left = this.left.get(to) ?? new DaySum();
        this.left.set(to, left);
        for (const sum of [left, this.leftInAll]) sum.take([{ ...change, sign: 1 }], isPossibleOnly);
        this.lastOn = row.occurred_on;
      }
    }
    this.came.take(came, isPossibleOnly);
  }
}

/** Whom the records say to have left; null where they say so of nobody: that is no figure, and nobody stated a 0. */
export function recorded(people: Figure): Figure | null {
  return isNobody(people) ? null : people;
}

/**
 * Whole days from the first day that the first arrival can mean: to the last that the last departure can mean, or to today while
 * somebody is there. Null where the dates do not say.
 */
export function daysOfStay({ present, firstOn, lastOn }: Stay, today: string): number | null {
  if (!isNobody(present)) return daysUntil(firstOn, today);
  const last = (lastOn === null ? null : dayRange(lastOn)?.latest) ?? null;
  return last === null ? null : daysUntil(firstOn, last);
}

/** Every stay in a stage, cohort by cohort, but those that a split, a merge or a correction left nobody in. */
export async function staysIn(reading: Reading, stage: Stage, query: AtPosition<OnDay>): Promise<readonly Stay[]> {
  const day = query.on ?? LAST_DAY;
  const ofStage = movementsOn(reading, query).where((eb) =>
    eb.or([eb('to_stage', '=', stage), eb('from_stage', '=', stage)]),
  );
  const ofWithdrawnSource = new Set(
    (await movementsOfWithdrawnSources(reading, query, ofStage)).map(({ position }) => position),
  );
  const movements = ofStage.selectAll().orderBy('cohort').orderBy('latest').orderBy('position').orderBy('ordinal');
  const counted: { readonly cohort: MovementRow; readonly accounts: Map<string, Counted> }[] = [];
  let entry: MovementRow[] = [];
  const close = (): void => {
    const [first] = entry;
    if (first === undefined) return;
    if (counted.at(-1)?.cohort.cohort !== first.cohort) counted.push({ cohort: first, accounts: new Map() });
    count(counted.at(-1)!.accounts, entry, stage, day, ofWithdrawnSource.has(first.position));
    entry = [];
  };
  for await (const movement of movements.stream()) {
    if (movement.position !== entry[0]?.position) close();
    entry.push(movement);
  }
  close();
  const uncertain = counted.filter(({ accounts }) => [...accounts.values()].some(({ isUncertain }) => isUncertain));
  const present = await presentIn(
    reading,
    uncertain.map(({ cohort }) => cohort.cohort),
    query,
    day,
  );
  return counted.flatMap(({ cohort, accounts }) => stays(cohort, accounts, present.get(cohort.cohort)));
}

const LAST_DAY = '9999-12-31';

/** Takes in the movements of an entry, into and out of some positions. */
function count(
  accounts: Map<string, Counted>,
  rows: readonly MovementRow[],
  stage: Stage,
  day: string,
  isOfWithdrawnSource: boolean,
): void {
  const ends = rows.flatMap(({ from_stage, from_key, to_stage, to_key }) => [
    ...(from_stage === stage ? [from_key!] : []),
    ...(to_stage === stage ? [to_key!] : []),
  ]);
  for (const key of new Set(ends)) {
    const account = accounts.get(key) ?? new Counted();
    accounts.set(key, account);
    const own = rows.filter(({ from_key, to_key }) => from_key === key || to_key === key);
    account.take(own, key, day);
    for (const { grade } of own) grades(account.grading, grade, isOfWithdrawnSource);
  }
}

function grades(grading: Grading, grade: string | null, isOfWithdrawnSource: boolean): void {
  addGrade(grading, grade);
  if (isOfWithdrawnSource) addGrade(grading, null);
}

function stays(
  { cohort, category, power_of_origin }: MovementRow,
  accounts: ReadonlyMap<string, Counted>,
  present: ReadonlyMap<string, PeopleOnDay> | undefined,
): Stay[] {
  const found: Stay[] = [];
  for (const [account, counted] of [...accounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { came, left, leftInAll, firstOn, lastOn, arrivals, grading } = counted;
    const there = present?.get(account);
    const stay: Stay = {
      cohort,
      account,
      category,
      powerOfOrigin: power_of_origin,
      came: figureIn(came),
      left: new Map([...left].map(([stage, sum]) => [stage, figureIn(sum)])),
      leftInAll: figureIn(leftInAll),
      present:
        present !== undefined
          ? (there?.people ?? exactly(0))
          : exactly(Math.max(0, came.least.exact - leftInAll.least.exact)),
      dates: there?.isRange || isRange(came) || isRange(leftInAll) ? 'range' : null,
      firstOn,
      lastOn,
      arrivals,
      graded: grading,
    };
    if (!isNobody(stay.came) || !isNobody(stay.present)) found.push(stay);
  }
  return found;
}

function figureIn(sum: DaySum): Figure {
  return figuresOfRanges([sum], sum)[0]!;
}

function isRange({ least, most }: DaySum): boolean {
  return least !== most && !isZero(minus(most, least));
}

/** How many are where, by cohort and position, for cohorts some of whose figures or days are uncertain. */
async function presentIn(
  reading: Reading,
  cohorts: readonly string[],
  query: AtPosition<OnDay>,
  day: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, PeopleOnDay>>> {
  const present = new Map<string, Map<string, PeopleOnDay>>();
  for (const some of portions(cohorts)) {
    const movements = movementsOn(reading, query).selectAll().where('cohort', 'in', some);
    const rows = (await movements.orderBy('position').orderBy('ordinal').execute()) as MovementRow[];
    for (const [cohort, own] of Map.groupBy(rows, (row) => row.cohort)) {
      const people = peopleOn(day, stepsOf(own, byPosition));
      present.set(cohort, new Map(people.map((part) => [keyOfAccount(part.accounts[0]!), part])));
    }
  }
  return present;
}
