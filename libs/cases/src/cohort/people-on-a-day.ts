import { figuresOfRanges, type TallyRange } from '../values/balance.js';
import { boundsOf, type Figure } from '../values/figure.js';
import { isOwed, isZero, minus, NOBODY, plus, type Tally } from '../values/tally.js';
import type { DayBounds } from './entry-days.js';
import { Joined } from './joined.js';

/** What one entry did to the accounts, or two entries that are the halves of a split or a merge. */
export interface DayStep extends DayBounds {
  readonly changes: readonly DayChange[];
}

/** People who came to an account, or left it. */
export interface DayChange {
  readonly cohort: string;
  /** Tells accounts apart, those of other cohorts too. */
  readonly account: string;
  /** What is asked for together: movements between accounts of one row change nothing in it. */
  readonly row: string;
  readonly amount: Tally;
  /** Minus 1: taken out. */
  readonly sign: 1 | -1;
}

/** People in one account on a day, or in several of one row that the dates do not tell apart. */
export interface PeopleOnDay {
  readonly row: string;
  readonly cohorts: readonly string[];
  readonly accounts: readonly string[];
  readonly people: Figure;
  /** Dates alone make it a range. */
  readonly isRange: boolean;
  /** More people had left than can have come: the dates contradict each other, and the figure is held at 0. */
  readonly isOwed: boolean;
}

/**
 * Who was where on a day. A step is certain where its latest day has passed, and possible where its earliest has come: at least
 * who certainly came less who possibly left, at most who possibly came less who certainly left, the same unknown cancelling.
 * @param day `YYYY-MM-DD`
 * @param steps that stand, of any number of cohorts, with all halves of the splits and merges among them
 */
export function peopleOn(day: string, steps: readonly DayStep[]): readonly PeopleOnDay[] {
  const possible = steps.filter(({ earliest }) => earliest === null || earliest <= day);
  const open = possible.filter(({ latest }) => latest > day);
  return countedIn(
    possible.filter(({ latest }) => latest <= day).map(({ changes }) => changes),
    open,
  );
}

/**
 * The same on one day after the other. Long histories are gone through once.
 * @param days in their order
 */
export function* peopleThrough(
  days: Iterable<string>,
  steps: readonly DayStep[],
): Generator<readonly [day: string, people: readonly PeopleOnDay[]]> {
  const coming = steps.toSorted((a, b) => compare(a.earliest ?? '', b.earliest ?? ''));
  const settled = new Map<string, DayChange>();
  let open: DayStep[] = [];
  let next = 0;
  for (const day of days) {
    for (; next < coming.length && (coming[next]!.earliest ?? '') <= day; next++) open.push(coming[next]!);
    for (const { latest, changes } of open) if (latest <= day) for (const change of changes) settle(settled, change);
    open = open.filter(({ latest }) => latest > day);
    yield [day, countedIn([[...settled.values()]], open)];
  }
}

/** Adds a change to what all changes of an account so far came to. */
function settle(settled: Map<string, DayChange>, change: DayChange): void {
  const before = settled.get(change.account)?.amount ?? NOBODY;
  const amount = (change.sign > 0 ? plus : minus)(before, change.amount);
  if (isZero(amount)) settled.delete(change.account);
  else settled.set(change.account, { ...change, amount, sign: 1 });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function countedIn(certain: readonly (readonly DayChange[])[], open: readonly DayStep[]): readonly PeopleOnDay[] {
  const accounts = new Joined();
  const cohorts = new Joined();
  for (const { changes } of open) {
    cohorts.join(changes.map(({ cohort }) => cohort));
    for (const within of Map.groupBy(changes, ({ row }) => row).values()) {
      if (new Set(within.map(({ sign }) => sign)).size > 1) accounts.join(within.map(({ account }) => account));
    }
  }

  const parts = new Map<string, Part>();
  const totals = new Map<string, DaySum>();
  const take = (all: readonly DayChange[], isOpen: boolean): void => {
    for (const [key, changes] of Map.groupBy(all, ({ account }) => accounts.of(account))) {
      const part = parts.get(key) ?? new Part(changes[0]!.row, cohorts.of(changes[0]!.cohort));
      parts.set(key, part);
      part.take(changes, isOpen);
    }
    for (const [key, changes] of Map.groupBy(all, ({ cohort }) => cohorts.of(cohort))) {
      const total = totals.get(key) ?? new DaySum();
      totals.set(key, total);
      total.take(changes, isOpen);
    }
  };
  for (const changes of certain) take(changes, false);
  for (const { changes } of open) take(changes, true);
  const peopled = [...parts.values()].filter(({ least, most }) => !isZero(least) || !isZero(most));
  return [...Map.groupBy(peopled, ({ together }) => together)].flatMap(([key, some]) => {
    const figures = figuresOfRanges(some, totals.get(key)!);
    return some.map((part, index) => part.on(figures[index]!));
  });
}

/** At least and at most how many, as far as steps were taken. */
export class DaySum implements TallyRange {
  least: Tally = NOBODY;
  most: Tally = NOBODY;

  /** @param isOpen the step may have been on that day already, or not */
  take(changes: readonly DayChange[], isOpen: boolean): void {
    const net = sumOf(changes);
    // By the halves of a split or a merge nobody comes or goes here, however they count them on either side.
    if (!isOpen || isBetweenCohorts(changes)) this.add(net, net);
    else if (isArrival(net)) this.add(NOBODY, net);
    else if (isDeparture(net)) this.add(net, NOBODY);
    else this.add(sumOf(changes.filter(({ sign }) => sign < 0)), sumOf(changes.filter(({ sign }) => sign > 0)));
  }

  private add(toLeast: Tally, toMost: Tally): void {
    this.least = plus(this.least, toLeast);
    this.most = plus(this.most, toMost);
  }
}

/** Accounts of one row that are not told apart. */
class Part extends DaySum {
  private readonly cohorts = new Set<string>();
  private readonly accounts = new Set<string>();

  /** @param together what says which accounts share their people */
  constructor(
    private readonly row: string,
    readonly together: string,
  ) {
    super();
  }

  override take(changes: readonly DayChange[], isOpen: boolean): void {
    for (const { cohort, account } of changes) {
      this.cohorts.add(cohort);
      this.accounts.add(account);
    }
    super.take(changes, isOpen);
  }

  on(people: Figure): PeopleOnDay {
    const { row, least, most } = this;
    const { low, high } = boundsOf(people);
    const isRange = low !== high && !isZero(minus(most, least));
    return { row, cohorts: [...this.cohorts], accounts: [...this.accounts], people, isRange, isOwed: isOwed(most) };
  }
}

function sumOf(changes: readonly DayChange[]): Tally {
  return changes.reduce((sum, { amount, sign }) => (sign > 0 ? plus : minus)(sum, amount), NOBODY);
}

function isBetweenCohorts(changes: readonly DayChange[]): boolean {
  return changes.some(({ cohort }) => cohort !== changes[0]!.cohort);
}

function isArrival({ exact, inexact }: Tally): boolean {
  return exact >= 0 && inexact.every(({ times }) => times > 0);
}

function isDeparture({ exact, inexact }: Tally): boolean {
  return exact <= 0 && inexact.every(({ times }) => times < 0);
}
