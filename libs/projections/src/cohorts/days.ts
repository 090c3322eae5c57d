import { isPossible, minus, NOBODY, plus, type Tally } from '#cases';

/** What one entry did to the accounts, or two entries that are the halves of a split or a merge. */
export interface DatedStep {
  /** Its log position: the order in which things were recorded. */
  readonly at: string;
  /** The first day that its date can mean; null where nothing bounds it. */
  readonly earliest: string | null;
  /** The day by which it certainly had happened. */
  readonly latest: string;
  readonly changes: readonly Change[];
}

export interface Change {
  readonly account: string;
  readonly amount: Tally;
  /** Minus 1: taken out. */
  readonly sign: 1 | -1;
}

/** A departure that cannot have been when it was said to have been, because those who left had not arrived. */
export interface Delay {
  readonly at: string;
  readonly statedFrom: string;
  readonly countedFrom: string;
  /** The arrivals that it had to wait for. */
  readonly waitedFor: readonly string[];
}

export interface Days {
  /** The day from which each step counts. */
  readonly countsFrom: ReadonlyMap<string, string>;
  readonly delays: readonly Delay[];
}

/**
 * From which day each step counts, so that on no day anybody is where nobody can be.
 * Who left a place on a day had arrived by then: an arrival that is not dated, or only roughly, counts from the earliest
 * departure recorded after it. Where dates contradict each other, a departure waits for its arrivals.
 * @param steps in the order in which they were recorded
 */
export function daysOfSteps(steps: readonly DatedStep[]): Days {
  const sorted = steps.map((step, index): Dated => ({ step, index, day: step.latest }));
  narrow(sorted);
  sorted.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.index - b.index));

  const accounts = new Map<string, Tally>();
  const countsFrom = new Map<string, string>();
  const delays: Delay[] = [];
  let waiting: Dated[] = [];
  for (let next = 0; next < sorted.length;) {
    const today = sorted[next]!.day;
    while (sorted[next]?.day === today) waiting.push(sorted[next++]!);
    waiting = settle(accounts, waiting, (dated) => count(dated, today));
    // Nothing is left to wait for: what remains takes in circles, which add up to nothing.
    if (next === sorted.length) for (const dated of waiting) count(dated, today);
  }
  return { countsFrom, delays };

  function count({ step, day }: Dated, today: string): void {
    countsFrom.set(step.at, today);
    if (today > day)
      delays.push({ at: step.at, statedFrom: day, countedFrom: today, waitedFor: arrivals(step, day, today) });
  }

  function arrivals({ at, changes }: DatedStep, after: string, until: string): string[] {
    const left = new Set(changes.filter(({ sign }) => sign === -1).map(({ account }) => account));
    return sorted
      .filter(({ step }) => step.at !== at && step.changes.some(({ account, sign }) => sign === 1 && left.has(account)))
      .map(({ step }) => step.at)
      .filter((arrival) => (countsFrom.get(arrival) ?? '') > after && countsFrom.get(arrival)! <= until);
  }
}

interface Dated {
  readonly step: DatedStep;
  readonly index: number;
  day: string;
}

/** Counts an arrival from the earliest departure that was recorded after it, as far as its own date allows. */
function narrow(steps: readonly Dated[]): void {
  const departures = new Map<string, string>();
  for (const dated of steps.toReversed()) {
    const { earliest, latest, changes } = dated.step;
    let day = latest;
    for (const { account, sign } of changes) {
      const departure = sign === 1 ? departures.get(account) : undefined;
      if (departure === undefined || departure >= day) continue;
      day = earliest !== null && earliest > departure ? earliest : departure;
    }
    dated.day = day;
    for (const { account, sign } of changes) {
      if (sign === -1 && day < (departures.get(account) ?? '~')) departures.set(account, day);
    }
  }
}

/** Takes every step that can be taken, in the order of recording; gives those that cannot. */
function settle(accounts: Map<string, Tally>, steps: readonly Dated[], count: (dated: Dated) => void): Dated[] {
  let left = steps.toSorted((a, b) => a.index - b.index);
  for (let before = -1; left.length !== before && left.length > 0;) {
    before = left.length;
    left = left.filter((dated) => {
      const after = taken(accounts, dated.step.changes);
      if (after === undefined) return true;
      for (const [account, tally] of after) accounts.set(account, tally);
      count(dated);
      return false;
    });
  }
  return left;
}

/** The accounts that a step changes, as they are after it; undefined where one of them would owe people. */
function taken(accounts: ReadonlyMap<string, Tally>, changes: readonly Change[]): Map<string, Tally> | undefined {
  const after = new Map<string, Tally>();
  for (const { account, amount, sign } of changes) {
    const tally = after.get(account) ?? accounts.get(account) ?? NOBODY;
    after.set(account, (sign === 1 ? plus : minus)(tally, amount));
  }
  for (const tally of after.values()) if (!isPossible(tally)) return undefined;
  return after;
}
