import { AT } from '../../testing/case-files.js';
import { exactly, inWords, NOT_STATED, type Figure } from '../values/figure.js';
import { figureOf } from '../values/balance.js';
import type { Movement } from './events.js';
import {
  balancesOf,
  book,
  confirm,
  NO_ACCOUNTS,
  isSound,
  accountsOf,
  peopledIn,
  totalOf,
  unknownOf,
  type Booking,
  type Accounts,
} from './accounts.js';
import { keyOf, whereabouts, type Whereabouts } from './whereabouts.js';

const moving = (from: Whereabouts | null, to: Whereabouts | null, people: Figure, whole = false): Movement => ({
  from,
  to,
  people,
  whole,
});

/** Books one movement an entry; the entries are called `0`, `1` and so on. */
function booked(...movements: readonly Movement[]): { accounts: Accounts; bookings: Booking[] } {
  let accounts: Accounts = NO_ACCOUNTS;
  const all: Booking[] = [];
  for (const [index, movement] of movements.entries()) {
    const { accounts: next, bookings } = book(accounts, String(index), [movement], null);
    accounts = next;
    all.push(...bookings);
  }
  return { accounts, bookings: all };
}

function figuresIn(accounts: Accounts): string[] {
  return balancesOf(accounts).map(({ whereabouts: { stage }, people }) => `${stage}: ${inWords(people)}`);
}

const seen = (accounts: Accounts, on: string): Accounts => confirm(accounts, { account: keyOf(AT.custody), on });
const days = (accounts: Accounts) => [...accounts.values()].map(({ confirmedOn }) => confirmedOn);

describe('accounts', () => {
  it('takes from one account what it puts in another', () => {
    const { accounts } = booked(moving(null, AT.custody, exactly(146)), moving(AT.custody, AT.released, exactly(8)));
    expect(figuresIn(accounts)).toEqual(['custody: 138', 'released: 8']);
    expect(figureOf(totalOf(accounts))).toEqual(exactly(146));
  });

  it('closes an account that is empty', () => {
    const { accounts } = booked(moving(null, AT.custody, exactly(8)), moving(AT.custody, AT.released, exactly(8)));
    expect([...accounts.keys()]).toEqual([keyOf(AT.released)]);
    expect(booked(moving(null, AT.custody, exactly(0))).accounts.size).toBe(0);
  });

  it('moves an unknown whole under the name that it came in with', () => {
    const { accounts } = booked(
      moving(null, AT.custody, NOT_STATED),
      moving(AT.custody, AT.released, NOT_STATED, true),
    );
    expect([...accounts.values()][0]!.tally.inexact).toEqual([
      { unknown: unknownOf('0', 0), figure: NOT_STATED, times: 1 },
    ]);
    expect(accounts.size).toBe(1);
  });

  it('moves an unknown part under a name of its own', () => {
    const { accounts } = booked(moving(null, AT.custody, NOT_STATED), moving(AT.custody, AT.released, NOT_STATED));
    expect(figuresIn(accounts)).toEqual(['custody: not stated', 'released: not stated']);
    expect(totalOf(accounts).inexact.map(({ unknown }) => unknown)).toEqual([unknownOf('0', 0)]);
  });

  it('keeps positions apart that differ in anything', () => {
    const positions = [
      AT.custody,
      whereabouts('custody'),
      whereabouts('custody', { country: 'PL' }),
      whereabouts('custody', { country: 'UA', place: 'a camp' }),
      whereabouts('custody', { country: 'UA', runBy: 'a camp' }),
      whereabouts('exited', { country: 'UA', exit: 'died' }),
      whereabouts('exited', { country: 'UA', exit: 'resettled' }),
    ];
    expect(booked(...positions.map((at) => moving(null, at, exactly(1)))).accounts.size).toBe(positions.length);
  });

  it('books several movements of one entry one after the other', () => {
    const { accounts } = booked(moving(null, AT.custody, NOT_STATED));
    const counted = [moving(AT.custody, null, NOT_STATED, true), moving(null, AT.custody, exactly(5))];
    expect(figuresIn(book(accounts, 'count', counted, null).accounts)).toEqual(['custody: 5']);
  });

  it('do not change when something is booked on them', () => {
    const { accounts } = booked(moving(null, AT.custody, exactly(8)));
    book(accounts, 'later', [moving(AT.custody, AT.released, exactly(8))], null);
    expect(figuresIn(accounts)).toEqual(['custody: 8']);
  });

  it('is the same made of its bookings', () => {
    const { accounts, bookings } = booked(
      moving(null, AT.custody, NOT_STATED),
      moving(AT.custody, AT.released, { kind: 'about', value: 9 }),
      moving(AT.custody, AT.released, NOT_STATED, true),
    );
    expect(accountsOf([{ bookings, confirmed: null }])).toEqual(accounts);
  });
});

describe('accounts are not sound', () => {
  it('where an account owes people', () => {
    expect(isSound(booked(moving(null, AT.custody, exactly(8))).accounts)).toBe(true);
    const owing = booked(moving(null, AT.custody, exactly(8)), moving(AT.custody, AT.released, exactly(9)));
    expect(isSound(owing.accounts)).toBe(false);
  });

  it('where somebody left a place where nobody came', () => {
    expect(isSound(booked(moving(AT.custody, AT.released, NOT_STATED)).accounts)).toBe(false);
  });

  it('but where all who came may have left', () => {
    const about: Figure = { kind: 'about', value: 1 };
    const left = booked(
      moving(null, AT.custody, exactly(19)),
      moving(AT.custody, AT.released, about),
      moving(AT.custody, AT.released, exactly(19)),
    );
    expect(isSound(left.accounts)).toBe(true);
  });
});

describe('an account', () => {
  it('may hold people as long as its figures allow one', () => {
    const one = booked(moving(null, AT.custody, { kind: 'at-most', value: 1 }));
    expect(peopledIn(one.accounts)).toMatchObject([{ whereabouts: AT.custody, people: { kind: 'at-most', value: 1 } }]);
    const nobody = booked(moving(null, AT.custody, { kind: 'at-most', value: 0 }));
    expect(peopledIn(nobody.accounts)).toEqual([]);
  });

  it('holds nobody where all are surely elsewhere: of at most 4, 4 left custody, so that none was released', () => {
    const { accounts } = booked(
      moving(null, AT.custody, { kind: 'at-most', value: 4 }),
      moving(AT.custody, AT.released, { kind: 'at-most', value: 1 }),
      moving(AT.custody, null, exactly(4)),
    );
    expect(peopledIn(accounts)).toEqual([]);
  });

  it('remembers the newest day when somebody saw them there', () => {
    const { accounts } = booked(moving(null, AT.custody, exactly(8)));
    expect(days(seen(seen(accounts, '2025-08-24'), '2025-09'))).toEqual(['2025-09']);
    expect(days(seen(seen(accounts, '2025-09'), '2025-08-24'))).toEqual(['2025-09']);
    expect(confirm(accounts, { account: keyOf(AT.released), on: '2025' })).toBe(accounts);
  });
});
