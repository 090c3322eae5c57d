import {
  figureOf,
  isNobody,
  keyOf,
  minus,
  NOBODY,
  plus,
  type EdtfDate,
  type Figure,
  type Stage,
  type Tally,
} from '#cases';
import { amountOf, type MovementRow } from '../cohorts/movements.js';
import { daysUntil } from '../cohorts/cohort-status.js';
import { dayRange } from '../cohorts/entries.js';
import type { Reading } from '../database/reading.js';
import { addGrade, noGrades, type Grading } from '../grades.js';
import { movementsOfWithdrawnSources } from './withdrawn-sources.js';
import {
  CohortDay,
  movementsOn,
  ofInexactCohorts,
  type AtPosition,
  type MovementsGraded,
  type OnDay,
} from './on-day.js';

/** People of one cohort in one position: how many came, where they went from there, and how many are there. */
export interface Stay {
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

interface Counted {
  came: Tally;
  readonly left: Map<Stage, Tally>;
  first: MovementRow | null;
  last: MovementRow | null;
  readonly arrivals: string[];
  readonly grading: Grading;
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
export async function* staysIn(reading: Reading, stage: Stage, query: AtPosition<OnDay>): AsyncGenerator<Stay> {
  const present = await presentInInexact(reading, stage, query);
  const ofStage = movementsOn(reading, query).where((eb) =>
    eb.or([eb('to_stage', '=', stage), eb('from_stage', '=', stage)]),
  );
  const ofWithdrawnSource = new Set(
    (await movementsOfWithdrawnSources(reading, query, ofStage)).map(({ position }) => position),
  );
  const movements = ofStage.selectAll().orderBy('cohort').orderBy('counts_from').orderBy('position').orderBy('ordinal');
  let cohort: MovementRow | undefined;
  let accounts = new Map<string, Counted>();
  for await (const movement of movements.stream()) {
    if (cohort !== undefined && movement.cohort !== cohort.cohort) {
      yield* stays(cohort, accounts, present);
      accounts = new Map();
    }
    cohort = movement;
    count(accounts, movement, stage);
    grade(accounts, movement, stage, ofWithdrawnSource.has(movement.position));
  }
  if (cohort !== undefined) yield* stays(cohort, accounts, present);
}

function count(accounts: Map<string, Counted>, movement: MovementRow, stage: Stage): void {
  const amount = amountOf(movement);
  if (movement.from_stage === stage) {
    const account = at(accounts, movement.from_key!);
    const to = movement.to_stage as Stage | null;
    // Nobody went anywhere by a split, a merge or a correction: those people count where the books have them now.
    if (to === null) account.came = minus(account.came, amount);
    else {
      account.left.set(to, plus(account.left.get(to) ?? NOBODY, amount));
      account.last = movement;
    }
  }
  if (movement.to_stage === stage) {
    const account = at(accounts, movement.to_key!);
    account.came = plus(account.came, amount);
    account.first ??= movement;
    account.arrivals.push(movement.position);
  }
}

/** @param isOfWithdrawnSource its source was withdrawn */
function grade(
  accounts: Map<string, Counted>,
  movement: MovementRow,
  stage: Stage,
  isOfWithdrawnSource: boolean,
): void {
  const { from_stage, from_key, to_stage, to_key } = movement;
  const from = from_stage === stage ? at(accounts, from_key!).grading : undefined;
  const to = to_stage === stage ? at(accounts, to_key!).grading : undefined;
  for (const grading of from === to ? [from] : [from, to]) {
    if (grading === undefined) continue;
    addGrade(grading, movement.grade);
    if (isOfWithdrawnSource) addGrade(grading, null);
  }
}

function at(accounts: Map<string, Counted>, key: string): Counted {
  const account = accounts.get(key) ?? {
    came: NOBODY,
    left: new Map(),
    first: null,
    last: null,
    arrivals: [],
    grading: noGrades(),
  };
  accounts.set(key, account);
  return account;
}

function* stays(
  { cohort, category, power_of_origin }: MovementRow,
  accounts: ReadonlyMap<string, Counted>,
  present: ReadonlyMap<string, Figure>,
): Generator<Stay> {
  for (const [account, counted] of [...accounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { came, left, first, last, arrivals, grading } = counted;
    const leftInAll = [...left.values()].reduce(plus, NOBODY);
    const stay: Stay = {
      cohort,
      account,
      category,
      powerOfOrigin: power_of_origin,
      came: figureOf(came),
      left: new Map([...left].map(([stage, tally]) => [stage, figureOf(tally)])),
      leftInAll: figureOf(leftInAll),
      present: present.get(`${cohort} ${account}`) ?? figureOf(minus(came, leftInAll)),
      firstOn: first?.occurred_on ?? null,
      lastOn: last?.occurred_on ?? null,
      arrivals,
      graded: grading,
    };
    if (!isNobody(stay.came) || !isNobody(stay.present)) yield stay;
  }
}

/** How many are where, for cohorts whose accounts narrow each other. */
async function presentInInexact(
  reading: Reading,
  stage: Stage,
  query: AtPosition<OnDay>,
): Promise<Map<string, Figure>> {
  const present = new Map<string, Figure>();
  let cohort = '';
  let day = new CohortDay();
  const close = (): void => {
    for (const { whereabouts, people } of day.balances()) {
      if (whereabouts.stage === stage) present.set(`${cohort} ${keyOf(whereabouts)}`, people);
    }
    day = new CohortDay();
  };
  const movements = ofInexactCohorts(movementsOn(reading, query), query).selectAll();
  for await (const movement of movements.orderBy('cohort').orderBy('position').orderBy('ordinal').stream()) {
    if (movement.cohort !== cohort) close();
    cohort = movement.cohort;
    day.take(movement);
  }
  close();
  return present;
}
