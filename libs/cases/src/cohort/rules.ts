import { addDays, daysOf, type EdtfDate } from '../values/edtf.js';
import { Rejected } from '../refusals.js';
import { boundsOf, type Figure } from '../values/figure.js';
import type { Cohort, KnownCohort } from './cohort.js';
import type { Movement } from './events.js';
import { balancesOf, book, isSound, peopledIn, type Account } from './accounts.js';
import type { Whereabouts, WhereaboutsChoice } from './whereabouts.js';
import { MOVEMENTS, STAGES, type MovementAction, type Stage } from './stages.js';

/** The cohort, if it takes commands. */
export function openCohort(cohort: Cohort, id: string): KnownCohort {
  if (cohort.status === 'unknown') throw new Rejected('cohort-not-found', { cohortId: id });
  if (cohort.status === 'merged') throw new Rejected('cohort-merged', { cohortId: id, into: cohort.mergedInto });
  if (cohort.status === 'withdrawn') throw new Rejected('cohort-withdrawn', { cohortId: id });
  return cohort;
}

/** Refuses what is said to have happened tomorrow or later; a day of grace lets every time zone speak of its today. */
export function notInFuture(occurredOn: EdtfDate | null | undefined, now: string): void {
  if (occurredOn === null || occurredOn === undefined) return;
  const earliest = daysOf(occurredOn)?.earliest ?? null;
  if (earliest !== null && earliest > addDays(now.slice(0, 10), 1)) {
    throw new Rejected('occurred-in-the-future', { occurredOn, now });
  }
}

/** Who moves, from where: the part of a movement that is the same for every command. */
export type Taken = Pick<Movement, 'people' | 'whole'> & { readonly from: Whereabouts };

/** What a command says of whom it moves. */
export interface Taking {
  readonly occurredOn?: EdtfDate | null;
  /** Left out: all who are there. */
  readonly headcount?: Figure | null;
  readonly from?: WhereaboutsChoice | null;
}

/** Takes people from the one position that fits a movement of the table. */
export function takeFor(cohort: KnownCohort, action: MovementAction, command: Taking, now: string): Taken {
  return take(cohort, MOVEMENTS[action].from, command, now);
}

/**
 * Takes people from the one position in these stages that fits.
 * @throws Rejected stage-not-allowed, nobody-there, position-ambiguous, nobody-to-move, not-enough-people,
 *   occurred-in-the-future, occurred-before-arrival
 */
export function take(cohort: KnownCohort, stages: readonly Stage[], command: Taking, now: string): Taken {
  notInFuture(command.occurredOn, now);
  const account = accountAt(cohort, stages, command.from);
  notBeforeArrival(account, command.occurredOn);
  const there = peopleIn(cohort, account);
  const { whereabouts } = account;
  const people = command.headcount ?? there;
  if (boundsOf(people).high === 0) throw new Rejected('nobody-to-move', { position: whereabouts });
  if (!isAbsent(command.headcount)) notMoreThan(cohort, there, people, whereabouts);
  return { from: whereabouts, people, whole: isAbsent(command.headcount) };
}

/** Refuses a figure that cannot be true of those who are there: nobody is created by a movement. */
export function notMoreThan({ accounts }: KnownCohort, there: Figure, asked: Figure, at: Whereabouts): void {
  const { high } = boundsOf(there);
  const tooMany = high !== null && boundsOf(asked).low > high;
  const leaving: Movement = { from: at, to: null, people: asked, whole: false };
  if (tooMany || !isSound(book(accounts, 'asked', [leaving], null).accounts)) {
    throw new Rejected('not-enough-people', { asked, there, position: at });
  }
}

/** The one account in these stages that fits a choice. */
export function accountAt(cohort: KnownCohort, stages: readonly Stage[], choice?: WhereaboutsChoice | null): Account {
  const peopled = peopledIn(cohort.accounts);
  const present = STAGES.filter((stage) => peopled.some(({ whereabouts }) => whereabouts.stage === stage));
  const allowed = isAbsent(choice) ? stages : stages.filter((stage) => stage === choice.stage);
  if (allowed.length === 0 || !present.some((stage) => stages.includes(stage))) {
    throw new Rejected('stage-not-allowed', { allowed: stages, present, ...(choice && { asked: choice.stage }) });
  }
  const fitting = peopled.filter(
    ({ whereabouts }) => allowed.includes(whereabouts.stage) && matches(whereabouts, choice),
  );
  if (fitting.length === 0) throw new Rejected('nobody-there', { asked: choice, present });
  if (fitting.length > 1)
    throw new Rejected('position-ambiguous', { candidates: fitting.map(({ whereabouts }) => whereabouts) });
  return fitting[0]!;
}

/** Interim care is given in a country that is neither party. @throws Rejected not-a-third-country */
export function inThirdCountry({ powerOfOrigin, detainingPower }: KnownCohort, country: string): void {
  if (country !== powerOfOrigin && country !== detainingPower) return;
  throw new Rejected('not-a-third-country', { country, powerOfOrigin, detainingPower });
}

/** The country in which people are repatriated: their Power of origin. @throws Rejected not-the-power-of-origin */
export function inThePowerOfOrigin({ powerOfOrigin }: KnownCohort, country: string | null | undefined): string {
  if (isAbsent(country) || country === powerOfOrigin) return powerOfOrigin;
  throw new Rejected('not-the-power-of-origin', { country, powerOfOrigin });
}

/** How many are in an account, in the light of the others. */
export function peopleIn(cohort: KnownCohort, account: Account): Figure {
  return balancesOf(cohort.accounts).find(({ whereabouts }) => whereabouts === account.whereabouts)!.people;
}

function matches(position: Whereabouts, choice?: WhereaboutsChoice | null): boolean {
  if (isAbsent(choice)) return true;
  return (['country', 'place', 'runBy', 'exit'] as const).every(
    (field) => choice[field] === undefined || choice[field] === position[field],
  );
}

/** Nobody leaves a place on a day before the first of them came there. */
function notBeforeArrival({ since, whereabouts }: Account, occurredOn: EdtfDate | null | undefined): void {
  if (isAbsent(occurredOn) || since === null) return;
  const latest = daysOf(occurredOn)?.latest ?? null;
  const arrival = daysOf(since)?.earliest ?? null;
  if (latest !== null && arrival !== null && latest < arrival) {
    throw new Rejected('occurred-before-arrival', { occurredOn, since, position: whereabouts });
  }
}

function isAbsent<T>(value: T | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}
