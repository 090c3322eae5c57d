import { staleness, type KnownTree } from './staleness.js';

const root = (letter: string): Buffer => Buffer.alloc(32, letter);
const tree = (size: number, letter: string): KnownTree => ({ size, root: root(letter) });
/** A backup of ten records, whose first five had the root `a` and whose ten have `b`. */
const backup = {
  records: 10,
  roots: new Map([
    [0, root('0')],
    [5, root('a')],
    [10, root('b')],
  ]),
};

describe('a backup', () => {
  it.each<[string, KnownTree | null, KnownTree | null]>([
    ['nothing is known', null, null],
    ['it holds all that is there and was signed', tree(10, 'b'), tree(10, 'b')],
    ['it holds more', tree(5, 'a'), tree(5, 'a')],
    ['the log there cannot be read, and it holds all that was signed', null, tree(5, 'a')],
    ['the log there is empty', tree(0, '0'), null],
  ])('can go on where %s', (_, log, signed) => {
    expect(staleness(backup, { log, signed })).toBeUndefined();
  });

  it.each<[string, KnownTree | null, KnownTree | null, RegExp]>([
    ['more was signed', null, tree(11, 'c'), /holds 10 records, and the last checkpoint that was signed counts 11/],
    ['the log there holds more', tree(11, 'c'), tree(5, 'a'), /the log that it would replace holds 11/],
    [
      'something else was signed',
      tree(10, 'b'),
      tree(5, 'x'),
      /first 5 records at least one is not the one that was signed/,
    ],
    ['the log there is another one', tree(10, 'x'), null, /another one: their first 10 records differ/],
  ])('is stale where %s', (_, log, signed, told) => {
    expect(staleness(backup, { log, signed })).toMatch(told);
  });
});
