import fc from 'fast-check';
import {
  ALL,
  allows,
  COHORTS,
  countOf,
  DAYS,
  peopleThen,
  recordings,
  ROWS,
  stepsOf,
  truthsOf,
  type TrueStep,
} from '../../testing/day-histories.js';
import { peopleOn, peopleThrough, type DayStep } from './people-on-a-day.js';

const RUNS = Number(process.env.DAY_HISTORIES ?? 400);
const BEFORE = '2024-12-31';

/** The steps as one cohort has them, each account a row of its own. */
function ofCohort(steps: readonly DayStep[], cohort: string): DayStep[] {
  return steps.map((step) => ({
    ...step,
    changes: step.changes.filter((one) => one.cohort === cohort).map((one) => ({ ...one, row: one.account })),
  }));
}

function rowOf(account: string): string {
  return ROWS[account.split(' ')[1] as keyof typeof ROWS];
}

/** What is said of each row on a day, and whose accounts it counts. */
function said(steps: readonly TrueStep[], day: string) {
  const together = peopleOn(day, steps);
  const rows = [...new Set(ALL.map(rowOf))].map((row) => ({
    parts: together.filter((part) => part.row === row),
    accounts: ALL.filter((account) => rowOf(account) === row),
  }));
  const alone = COHORTS.flatMap((cohort) => peopleOn(day, ofCohort(steps, cohort)));
  const accounts = ALL.map((account) => ({ parts: alone.filter(({ row }) => row === account), accounts: [account] }));
  return [...rows, ...accounts].map(({ parts, accounts: counted }) => ({
    figures: parts.map(({ people }) => people),
    isRange: parts.some((part) => part.isRange),
    accounts: counted,
  }));
}

/** In no particular order. */
function sorted(people: ReturnType<typeof peopleOn>): string[] {
  return people.map((one) => JSON.stringify({ ...one, accounts: [...one.accounts].sort(), cohorts: [] })).sort();
}

describe('who was where on a day, of any small history', () => {
  it('excludes nothing that can have been', () => {
    fc.assert(
      fc.property(recordings(false), (history) => {
        const steps = stepsOf(history);
        const answers = DAYS.map((day) => ({ day, rows: said(steps, day) }));
        const excluded: object[] = [];
        for (const chosen of truthsOf(steps)) {
          for (const { day, rows } of answers) {
            for (const { figures, accounts } of rows) {
              const people = accounts.reduce((sum, one) => sum + peopleThen(steps, chosen, day, one), 0);
              if (!allows(figures, people)) excluded.push({ chosen, day, accounts, figures, people });
            }
          }
        }
        expect(excluded).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('is exact where every date is one day that can have been', () => {
    fc.assert(
      fc.property(recordings(true), (history) => {
        const steps = stepsOf(history);
        const [chosen] = truthsOf(steps);
        if (chosen === undefined) return;
        const wrong: object[] = [];
        for (const day of [BEFORE, ...DAYS]) {
          for (const { figures, isRange, accounts } of said(steps, day)) {
            const people = accounts.reduce((sum, one) => sum + peopleThen(steps, chosen, day, one), 0);
            const counted = figures.map((figure) => (figure.kind === 'exact' ? figure.value : NaN));
            const sum = counted.reduce((a, b) => a + b, 0);
            if (isRange || sum !== people) wrong.push({ day, accounts, isRange, sum, people });
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('is the same where one day is gone through after the other', () => {
    fc.assert(
      fc.property(recordings(false), (history) => {
        const steps = stepsOf(history);
        for (const [day, people] of peopleThrough([BEFORE, ...DAYS], steps)) {
          expect(sorted(people)).toEqual(sorted(peopleOn(day, steps)));
        }
      }),
      { numRuns: RUNS / 4, endOnFailure: true },
    );
  });

  it('ends, once every day has passed, with who is there', () => {
    fc.assert(
      fc.property(recordings(false), (history) => {
        const steps = stepsOf(history);
        for (const { figures, isRange, accounts } of said(steps, DAYS.at(-1)!)) {
          const people = accounts.reduce((sum, one) => sum + countOf(steps, one), 0);
          expect([isRange, allows(figures, people)]).toEqual([false, true]);
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
