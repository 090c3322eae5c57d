import fc from 'fast-check';
import { daysOfEntry, presenceAfter, type Presence } from '../src/cohort/entry-days.js';
import type { DayChange, DayStep } from '../src/cohort/people-on-a-day.js';
import { daysOf } from '../src/values/edtf.js';
import { boundsOf, exactly, type Figure } from '../src/values/figure.js';
import { minus, NOBODY, plus, tallyOf, type Tally } from '../src/values/tally.js';

/** Accounts of a cohort, and the row that each is part of: the first two are one stage and country. */
export const ROWS = { camp: 'custody', prison: 'custody', abroad: 'care' } as const;
type Account = keyof typeof ROWS;
const ACCOUNTS = Object.keys(ROWS) as Account[];
export const COHORTS = ['a', 'b'] as const;
export const DAYS = ['2025-01-01', '2025-01-02', '2025-01-03', '2025-01-04', '2025-01-05', '2025-01-06'] as const;

/** Something that somebody records: who truly moved, and what is said of how many they were and of when it was. */
export interface Recording {
  readonly kind: 'come' | 'move' | 'leave' | 'recount' | 'part' | 'retract';
  readonly cohort: (typeof COHORTS)[number];
  readonly from: Account;
  readonly to: Account;
  readonly people: number;
  readonly figure: 'exact' | 'between' | 'at-least' | 'not-stated';
  readonly occurredOn: string | null;
  /** Days since the recording before it. */
  readonly later: number;
  readonly pick: number;
}

const DATES = [
  ...DAYS.slice(0, 4),
  '2025-01-02?',
  '2025-01-01/2025-01-03',
  '2025-01-02/2025-01-04',
  '../2025-01-02',
  '2025-01-03/..',
];

/** Small histories. @param dated every date is one day, and every figure exact */
export function recordings(dated: boolean): fc.Arbitrary<readonly Recording[]> {
  return fc.array(
    fc.record<Recording>({
      kind: fc.constantFrom('come', 'come', 'move', 'move', 'move', 'leave', 'recount', 'part', 'part', 'retract'),
      cohort: fc.constantFrom('a', 'a', 'b'),
      from: fc.constantFrom(...ACCOUNTS),
      to: fc.constantFrom(...ACCOUNTS),
      people: fc.integer({ min: 1, max: 4 }),
      figure: dated
        ? fc.constant('exact')
        : fc.constantFrom('exact', 'exact', 'exact', 'between', 'at-least', 'not-stated'),
      occurredOn: dated ? fc.constantFrom(...DAYS.slice(0, 4)) : fc.option(fc.constantFrom(...DATES), { freq: 3 }),
      later: dated ? fc.constant(0) : fc.constantFrom(0, 0, 1, 2),
      pick: fc.nat(20),
    }),
    { minLength: 2, maxLength: 7, size: 'max' },
  );
}

/** A step as it was recorded, and as it truly was but for its day. */
export interface TrueStep extends DayStep {
  /** How many truly came to each account, or left it. */
  readonly truly: readonly { readonly account: string; readonly people: number }[];
  /** The days on which it can have been by its own date. */
  readonly days: readonly string[];
}

/** What was recorded and stands, in the order of recording. What nobody can do, of people who are not there, is left out. */
export function stepsOf(history: readonly Recording[]): readonly TrueStep[] {
  const recording = new Records();
  for (const one of history) recording.take(one);
  return recording.standing;
}

class Records {
  standing: TrueStep[] = [];
  private recordedOn = 2;
  private readonly presences: Record<string, Presence> = {};
  private unknowns = 0;

  take({ kind, cohort, from, to, people, occurredOn, later, pick, ...said }: Recording): void {
    this.recordedOn = Math.min(this.recordedOn + later, DAYS.length - 1);
    const other = cohort === 'a' ? 'b' : 'a';
    const [left, came] = [`${cohort} ${from}`, `${cohort} ${to}`];
    const amount = this.amountOf(people, said.figure);
    const there = this.people(left);
    switch (kind) {
      case 'come':
        return this.record(occurredOn, [change(came, amount, 1)], [{ account: came, people }]);
      case 'leave':
        if (there < people) return;
        return this.record(occurredOn, [change(left, amount, -1)], [{ account: left, people: -people }]);
      case 'move':
        if (there < people || left === came) return;
        return this.record(
          occurredOn,
          [change(left, amount, -1), change(came, amount, 1)],
          [
            { account: left, people: -people },
            { account: came, people },
          ],
        );
      case 'recount':
        if (there === 0) return;
        return this.record(
          occurredOn,
          [change(left, this.tally(left), -1), change(left, amount, 1)],
          [
            { account: left, people: -there },
            { account: left, people },
          ],
        );
      case 'part': {
        // All who are there go to the other cohort, or a part of them; the other cohort counts them by a figure of its own.
        const whole = pick % 2 === 0;
        const moved = whole ? there : people;
        if (there === 0 || there < moved) return;
        const joined = `${other} ${from}`;
        const out = whole ? this.tally(left) : amount;
        const figures = out.inexact.length === 0 ? out : this.amountOf(moved, 'at-least');
        return this.record(
          occurredOn,
          [change(left, out, -1), change(joined, figures, 1)],
          [
            { account: left, people: -moved },
            { account: joined, people: moved },
          ],
        );
      }
      case 'retract': {
        const without = this.standing.filter((_, index) => index !== pick % Math.max(1, this.standing.length));
        if (ALL.every((account) => countOf(without, account) >= 0)) this.standing = without;
      }
    }
  }

  private record(occurredOn: string | null, changes: readonly DayChange[], truly: TrueStep['truly']): void {
    const recordedOn = DAYS[this.recordedOn]!;
    const left = changes.filter(({ sign }) => sign < 0).map(({ account }) => account);
    const came = changes.filter(({ sign }) => sign > 0).map(({ account }) => account);
    const presence = Object.assign({}, ...Object.values(this.presences)) as Presence;
    const { earliest, latest } = daysOfEntry(occurredOn, recordedOn, left, presence);
    for (const { cohort } of changes) {
      const own = came.filter((account) => account.startsWith(`${cohort} `));
      this.presences[cohort] = presenceAfter(this.presences[cohort] ?? {}, own, earliest);
    }
    const stated = (occurredOn === null ? undefined : daysOf(occurredOn)) ?? { earliest: null, latest: null };
    const last = stated.latest === null || stated.latest > recordedOn ? recordedOn : stated.latest;
    const first = stated.earliest ?? DAYS[0];
    const days = DAYS.filter((day) => day <= last && day >= (first > last ? last : first));
    this.standing = [...this.standing, { earliest, latest, changes, truly, days }];
  }

  private amountOf(people: number, figure: Recording['figure']): Tally {
    const figures: Record<Recording['figure'], Figure> = {
      exact: exactly(people),
      between: { kind: 'between', low: people - 1, high: people + 1 },
      'at-least': { kind: 'at-least', value: people },
      'not-stated': { kind: 'not-stated' },
    };
    return tallyOf(figures[figure], `unknown ${++this.unknowns}`);
  }

  private people(account: string): number {
    return countOf(this.standing, account);
  }

  private tally(account: string): Tally {
    const changes = this.standing.flatMap((step) => step.changes).filter((one) => one.account === account);
    return changes.reduce((sum, { amount, sign }) => (sign > 0 ? plus : minus)(sum, amount), NOBODY);
  }
}

function change(account: string, amount: Tally, sign: 1 | -1): DayChange {
  const [cohort, place] = account.split(' ') as [string, Account];
  return { cohort, account, row: ROWS[place], amount, sign };
}

export const ALL = COHORTS.flatMap((cohort) => ACCOUNTS.map((account) => `${cohort} ${account}`));

/** How many truly are in an account after all the steps. */
export function countOf(steps: readonly TrueStep[], account: string): number {
  return steps.flatMap(({ truly }) => truly).reduce((sum, one) => sum + (one.account === account ? one.people : 0), 0);
}

/**
 * Every choice of days for the steps that can have been: at no time, by what was recorded up to any of them, fewer than nobody
 * was anywhere.
 */
export function* truthsOf(steps: readonly TrueStep[], chosen: readonly string[] = []): Generator<readonly string[]> {
  if (chosen.length === steps.length) return void (yield chosen);
  for (const day of steps[chosen.length]!.days) {
    const next = [...chosen, day];
    if (isPossible(steps, next)) yield* truthsOf(steps, next);
  }
}

function isPossible(steps: readonly TrueStep[], chosen: readonly string[]): boolean {
  const today = chosen.at(-1)!;
  const before = chosen.slice(0, -1);
  const leaving = steps[before.length]!.truly.filter(({ people }) => people < 0);
  return leaving.every(({ account, people }) => {
    // Those who were counted again were there to be counted.
    if (peopleThen(steps, before, today, account) + people < 0) return false;
    return DAYS.every((day) => peopleThen(steps, chosen, day, account) >= 0);
  });
}

/** How many truly were in an account at the end of a day, where the steps were on the days chosen. */
export function peopleThen(
  steps: readonly TrueStep[],
  chosen: readonly string[],
  day: string,
  account: string,
): number {
  return countOf(
    steps.filter((_, index) => index < chosen.length && chosen[index]! <= day),
    account,
  );
}

/** True where what is said of the figures allows the true number. */
export function allows(figures: readonly Figure[], people: number): boolean {
  const bounds = figures.map(boundsOf);
  const low = bounds.reduce((sum, one) => sum + one.low, 0);
  const high = bounds.reduce<number | null>(
    (sum, one) => (sum === null || one.high === null ? null : sum + one.high),
    0,
  );
  return low <= people && (high === null || people <= high);
}
