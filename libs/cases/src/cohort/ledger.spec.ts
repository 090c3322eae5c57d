import { AT } from '../../testing/case-files.js';
import { exactly, inWords, NOT_STATED, type Figure } from '../values/figure.js';
import { figureOf } from '../values/balance.js';
import type { Movement } from './events.js';
import {
  balancesOf,
  book,
  confirm,
  EMPTY_LEDGER,
  isSound,
  ledgerOf,
  mayHoldPeople,
  totalOf,
  unknownOf,
  type Booking,
  type Ledger,
} from './ledger.js';
import { keyOf, position, type Position } from './position.js';

const undated = (): null => null;
const moving = (from: Position | null, to: Position | null, people: Figure, whole = false): Movement => ({
  from,
  to,
  people,
  whole,
});

/** Books one movement an entry; the entries are called `0`, `1` and so on. */
function booked(...movements: readonly Movement[]): { ledger: Ledger; bookings: Booking[] } {
  let ledger: Ledger = EMPTY_LEDGER;
  const all: Booking[] = [];
  for (const [index, movement] of movements.entries()) {
    const { ledger: next, bookings } = book(ledger, String(index), [movement], undated);
    ledger = next;
    all.push(...bookings);
  }
  return { ledger, bookings: all };
}

function figuresIn(ledger: Ledger): string[] {
  return balancesOf(ledger).map(({ position: { stage }, people }) => `${stage}: ${inWords(people)}`);
}

const seen = (ledger: Ledger, on: string): Ledger => confirm(ledger, { account: keyOf(AT.custody), on });
const days = (ledger: Ledger) => [...ledger.values()].map(({ confirmedOn }) => confirmedOn);

describe('a ledger', () => {
  it('takes from one account what it puts in another', () => {
    const { ledger } = booked(moving(null, AT.custody, exactly(146)), moving(AT.custody, AT.released, exactly(8)));
    expect(figuresIn(ledger)).toEqual(['custody: 138', 'released: 8']);
    expect(figureOf(totalOf(ledger))).toEqual(exactly(146));
  });

  it('closes an account that is empty', () => {
    const { ledger } = booked(moving(null, AT.custody, exactly(8)), moving(AT.custody, AT.released, exactly(8)));
    expect([...ledger.keys()]).toEqual([keyOf(AT.released)]);
    expect(booked(moving(null, AT.custody, exactly(0))).ledger.size).toBe(0);
  });

  it('moves an unknown whole under the name that it came in with', () => {
    const { ledger } = booked(moving(null, AT.custody, NOT_STATED), moving(AT.custody, AT.released, NOT_STATED, true));
    expect([...ledger.values()][0]!.tally.inexact).toEqual([
      { unknown: unknownOf('0', 0), figure: NOT_STATED, times: 1 },
    ]);
    expect(ledger.size).toBe(1);
  });

  it('moves an unknown part under a name of its own', () => {
    const { ledger } = booked(moving(null, AT.custody, NOT_STATED), moving(AT.custody, AT.released, NOT_STATED));
    expect(figuresIn(ledger)).toEqual(['custody: not stated', 'released: not stated']);
    expect(totalOf(ledger).inexact.map(({ unknown }) => unknown)).toEqual([unknownOf('0', 0)]);
  });

  it('keeps positions apart that differ in anything', () => {
    const positions = [
      AT.custody,
      position('custody'),
      position('custody', { country: 'PL' }),
      position('custody', { country: 'UA', place: 'a camp' }),
      position('custody', { country: 'UA', runBy: 'a camp' }),
      position('exited', { country: 'UA', exit: 'died' }),
      position('exited', { country: 'UA', exit: 'resettled' }),
    ];
    expect(booked(...positions.map((at) => moving(null, at, exactly(1)))).ledger.size).toBe(positions.length);
  });

  it('books several movements of one entry one after the other', () => {
    const { ledger } = booked(moving(null, AT.custody, NOT_STATED));
    const counted = [moving(AT.custody, null, NOT_STATED, true), moving(null, AT.custody, exactly(5))];
    expect(figuresIn(book(ledger, 'count', counted, undated).ledger)).toEqual(['custody: 5']);
  });

  it('does not change the ledger that it books on', () => {
    const { ledger } = booked(moving(null, AT.custody, exactly(8)));
    book(ledger, 'later', [moving(AT.custody, AT.released, exactly(8))], undated);
    expect(figuresIn(ledger)).toEqual(['custody: 8']);
  });

  it('is the same made of its bookings', () => {
    const { ledger, bookings } = booked(
      moving(null, AT.custody, NOT_STATED),
      moving(AT.custody, AT.released, { kind: 'about', value: 9 }),
      moving(AT.custody, AT.released, NOT_STATED, true),
    );
    expect(ledgerOf([{ bookings, confirmed: null }])).toEqual(ledger);
  });
});

describe('a ledger is not sound', () => {
  it('where an account owes people', () => {
    expect(isSound(booked(moving(null, AT.custody, exactly(8))).ledger)).toBe(true);
    const owing = booked(moving(null, AT.custody, exactly(8)), moving(AT.custody, AT.released, exactly(9)));
    expect(isSound(owing.ledger)).toBe(false);
  });

  it('where somebody left a place where nobody came', () => {
    expect(isSound(booked(moving(AT.custody, AT.released, NOT_STATED)).ledger)).toBe(false);
  });

  it('but where all who came may have left', () => {
    const about: Figure = { kind: 'about', value: 1 };
    const left = booked(
      moving(null, AT.custody, exactly(19)),
      moving(AT.custody, AT.released, about),
      moving(AT.custody, AT.released, exactly(19)),
    );
    expect(isSound(left.ledger)).toBe(true);
  });
});

describe('an account', () => {
  it('may hold people as long as its figures allow one', () => {
    const [account] = booked(moving(null, AT.custody, { kind: 'at-most', value: 1 })).ledger.values();
    expect(mayHoldPeople(account!)).toBe(true);
    const [nobody] = booked(moving(null, AT.custody, { kind: 'at-most', value: 0 })).ledger.values();
    expect(mayHoldPeople(nobody!)).toBe(false);
  });

  it('remembers the newest day when somebody saw them there', () => {
    const { ledger } = booked(moving(null, AT.custody, exactly(8)));
    expect(days(seen(seen(ledger, '2025-08-24'), '2025-09'))).toEqual(['2025-09']);
    expect(days(seen(seen(ledger, '2025-09'), '2025-08-24'))).toEqual(['2025-09']);
    expect(confirm(ledger, { account: keyOf(AT.released), on: '2025' })).toBe(ledger);
  });
});
