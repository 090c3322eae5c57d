import { figuresOf } from '../values/balance.js';
import { daysOf, type EdtfDate } from '../values/edtf.js';
import { isOwed, isZero, minus, NOBODY, plus, tallyOf, type Tally } from '../values/tally.js';
import { unknownsIn } from '../values/unknowns.js';
import { isNobody, type Figure } from '../values/figure.js';
import type { Movement } from './events.js';
import { keyOf, type Whereabouts } from './whereabouts.js';

/** One account of a cohort's headcount. */
export interface Account {
  readonly whereabouts: Whereabouts;
  readonly tally: Tally;
  /** False where people were taken from it and nobody ever came. */
  readonly arrived: boolean;
  /** When the first of those who are there arrived, of whom that is stated; null where it is stated of nobody. */
  readonly since: EdtfDate | null;
  /** When somebody last confirmed that they are there. */
  readonly confirmedOn: EdtfDate | null;
}

/** The accounts that hold people, by `keyOf` their positions. */
export type Accounts = ReadonlyMap<string, Account>;

/** A movement as it was booked: what a whole account held is settled here, whatever is retracted later. */
export interface Booking {
  readonly from: Whereabouts | null;
  readonly to: Whereabouts | null;
  readonly amount: Tally;
  /** When they came to where they were put. */
  readonly arrivedOn: EdtfDate | null;
}

/** That somebody saw people there. */
export interface Confirmation {
  /** `keyOf` the position. */
  readonly account: string;
  readonly on: EdtfDate | null;
}

export const NO_ACCOUNTS: Accounts = new Map();

/** What the accounts takes for a movement: the whole account where everyone moved, otherwise the figure stated. */
export function amountOf(accounts: Accounts, { from, people, whole }: Movement, unknown: string): Tally {
  if (!whole || from === null) return tallyOf(people, unknown);
  return accounts.get(keyOf(from))?.tally ?? NOBODY;
}

/** Books the movements of one entry. `entryId` names their unknowns; `arrivedOn` says when people came to where it put them. */
export function book(
  accounts: Accounts,
  entryId: string,
  moved: readonly Movement[],
  arrivedOn: EdtfDate | null,
): { readonly accounts: Accounts; readonly bookings: readonly Booking[] } {
  const changed = new Map(accounts);
  const bookings = moved.map((movement, index): Booking => {
    const amount = amountOf(changed, movement, unknownOf(entryId, index));
    const { from, to } = movement;
    const booking = { from, to, amount, arrivedOn: to === null ? null : arrivedOn };
    enter(changed, booking);
    return booking;
  });
  sweep(changed);
  return { accounts: changed, bookings };
}

/** The name of the unknown that an entry's movement states. */
export function unknownOf(entryId: string, index: number): string {
  return `${entryId}/${index}`;
}

/** Notes that somebody saw people there. An older sighting that is told later does not hide a newer one. */
export function confirm(accounts: Accounts, { account: key, on }: Confirmation): Accounts {
  const account = accounts.get(key);
  if (account === undefined || firstDay(on) < firstDay(account.confirmedOn)) return accounts;
  return new Map(accounts).set(key, { ...account, confirmedOn: on });
}

/** The accounts as these entries alone make them, from the oldest to the newest. */
export function accountsOf(
  entries: Iterable<{ readonly bookings: readonly Booking[]; readonly confirmed: Confirmation | null }>,
): Accounts {
  let accounts = new Map<string, Account>();
  for (const { bookings, confirmed } of entries) {
    for (const booking of bookings) enter(accounts, booking);
    sweep(accounts);
    if (confirmed !== null) accounts = new Map(confirm(accounts, confirmed));
  }
  return accounts;
}

/**
 * True where no account owes people, and nobody left a place where nobody came: the rule that every decision keeps.
 * Accounts share unknowns, so what each of them allows by itself they may not allow together.
 */
export function isSound(accounts: Accounts): boolean {
  const all = [...accounts.values()];
  if (all.some(({ tally, arrived }) => !arrived || isOwed(tally))) return false;
  return !isOwed(totalOf(accounts)) && unknownsIn(all.map(({ tally }) => tally)) !== undefined;
}

/** All people of the cohort, wherever they are. */
export function totalOf(accounts: Accounts): Tally {
  let total = NOBODY;
  for (const { tally } of accounts.values()) total = plus(total, tally);
  return total;
}

/** Each account with its figure. */
export function balancesOf(accounts: Accounts): readonly (Account & { readonly people: Figure })[] {
  const all = [...accounts.values()];
  const figures = figuresOf(all.map(({ tally }) => tally));
  return all.map((account, index) => ({ ...account, people: figures[index]! }));
}

/**
 * The accounts in which there may be people, with their figures. In the light of the others: where all are surely elsewhere, nobody is
 * here, whatever this account's own figures would allow.
 */
export function peopledIn(accounts: Accounts): (Account & { readonly people: Figure })[] {
  return balancesOf(accounts).filter(({ people }) => !isNobody(people));
}

function enter(accounts: Map<string, Account>, { from, to, amount, arrivedOn }: Booking): void {
  if (from !== null) {
    const account = accounts.get(keyOf(from)) ?? { ...opened(from, null), arrived: false };
    accounts.set(keyOf(from), { ...account, tally: minus(account.tally, amount) });
  }
  if (to !== null) {
    const account = accounts.get(keyOf(to)) ?? opened(to, arrivedOn);
    const since = earlier(account.since, arrivedOn);
    accounts.set(keyOf(to), { ...account, tally: plus(account.tally, amount), arrived: true, since });
  }
}

function opened(whereabouts: Whereabouts, since: EdtfDate | null): Account {
  return { whereabouts, tally: NOBODY, arrived: true, since, confirmedOn: null };
}

/** Closes the accounts that an entry left empty. One that it emptied and filled again, as a new count does, goes on. */
function sweep(accounts: Map<string, Account>): void {
  for (const [key, { tally }] of accounts) if (isZero(tally)) accounts.delete(key);
}

function earlier(a: EdtfDate | null, b: EdtfDate | null): EdtfDate | null {
  if (a === null || b === null) return a ?? b;
  return firstDay(b) < firstDay(a) ? b : a;
}

/** The first day that a date can mean; before all others where it is open or not stated. */
function firstDay(date: EdtfDate | null): string {
  return (date === null ? undefined : daysOf(date)?.earliest) ?? '';
}
