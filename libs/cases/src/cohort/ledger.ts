import type { EdtfDate } from '../values/edtf.js';
import { figuresOf, isPossible, isZero, minus, NOBODY, plus, rangeOf, tallyOf, type Tally } from '../values/tally.js';
import type { Figure } from '../values/figure.js';
import type { Movement } from './events.js';
import { keyOf, type Position } from './position.js';

/** One account of a cohort's headcount ledger. */
export interface Account {
  readonly position: Position;
  readonly tally: Tally;
  /** When the first of those who are there arrived; null where that is not stated. */
  readonly since: EdtfDate | null;
  /** When somebody last confirmed that they are there. */
  readonly confirmedOn: EdtfDate | null;
}

/** The accounts that hold people, by `keyOf` their positions. */
export type Ledger = ReadonlyMap<string, Account>;

/** A movement as it was booked, so that it can be taken back. */
export interface Booking {
  readonly from: Position | null;
  readonly to: Position | null;
  readonly amount: Tally;
  /** `since` of the account that people were taken from. */
  readonly fromSince: EdtfDate | null;
}

export const EMPTY_LEDGER: Ledger = new Map();

/** What the ledger takes for a movement: the whole account where everyone moved, otherwise the figure stated. */
export function amountOf(ledger: Ledger, { from, people, whole }: Movement, unknown: string): Tally {
  if (!whole || from === null) return tallyOf(people, unknown);
  return ledger.get(keyOf(from))?.tally ?? NOBODY;
}

/** Books the movements of one entry. `entryId` names their unknowns. */
export function book(
  ledger: Ledger,
  entryId: string,
  moved: readonly Movement[],
  occurredOn: EdtfDate | null,
): { readonly ledger: Ledger; readonly bookings: readonly Booking[] } {
  const accounts = new Map(ledger);
  const bookings = moved.map((movement, index): Booking => {
    const amount = amountOf(accounts, movement, unknownOf(entryId, index));
    const fromSince = movement.from === null ? null : (accounts.get(keyOf(movement.from))?.since ?? null);
    add(accounts, movement.from, amount, -1, null);
    add(accounts, movement.to, amount, 1, occurredOn);
    return { from: movement.from, to: movement.to, amount, fromSince };
  });
  return { ledger: accounts, bookings };
}

/** The name of the unknown that an entry's movement states. */
export function unknownOf(entryId: string, index: number): string {
  return `${entryId}/${index}`;
}

/** Takes an entry's movements back. */
export function unbook(ledger: Ledger, bookings: readonly Booking[]): Ledger {
  const accounts = new Map(ledger);
  for (const { from, to, amount, fromSince } of bookings.toReversed()) {
    add(accounts, to, amount, -1, null);
    add(accounts, from, amount, 1, fromSince);
  }
  return accounts;
}

/** True where no account owes people: the rule that every decision keeps. */
export function isSound(ledger: Ledger): boolean {
  for (const { tally } of ledger.values()) if (!isPossible(tally)) return false;
  return true;
}

/** All people of the cohort, wherever they are. */
export function totalOf(ledger: Ledger): Tally {
  let total = NOBODY;
  for (const { tally } of ledger.values()) total = plus(total, tally);
  return total;
}

/** Each account with its figure. */
export function balancesOf(ledger: Ledger): readonly (Account & { readonly people: Figure })[] {
  const accounts = [...ledger.values()];
  const figures = figuresOf(accounts.map(({ tally }) => tally));
  return accounts.map((account, index) => ({ ...account, people: figures[index]! }));
}

/** True where an account may hold somebody. */
export function mayHoldPeople({ tally }: Account): boolean {
  const { high } = rangeOf(tally);
  return high === null || high > 0;
}

function add(
  accounts: Map<string, Account>,
  at: Position | null,
  amount: Tally,
  sign: 1 | -1,
  since: EdtfDate | null,
): void {
  if (at === null) return;
  const key = keyOf(at);
  const account = accounts.get(key) ?? { position: at, tally: NOBODY, since, confirmedOn: null };
  const tally = (sign === 1 ? plus : minus)(account.tally, amount);
  if (isZero(tally)) accounts.delete(key);
  else accounts.set(key, { ...account, tally });
}
