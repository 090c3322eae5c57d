import fc from 'fast-check';
import { boundsOf, exactly, NOT_STATED, type Figure } from './figure.js';
import { minus, plus, tallyOf, type Tally } from './tally.js';
import { unknownsIn } from './unknowns.js';

const some = (unknown: string, figure: Figure = NOT_STATED): Tally => tallyOf(figure, unknown);
const exact = (value: number): Tally => tallyOf(exactly(value), 'never used');

/** A figure that allows the number. */
const figureOf = (people: number): fc.Arbitrary<Figure> =>
  fc.oneof(
    fc.constant(NOT_STATED),
    fc.nat(3).map((less): Figure => ({ kind: 'at-least', value: Math.max(0, people - less) })),
    fc.nat(3).map((more): Figure => ({ kind: 'at-most', value: people + more })),
  );

describe('the unknowns of accounts', () => {
  it('are what their figures say where nothing else is known', () => {
    expect(unknownsIn([some('u', { kind: 'between', low: 3, high: 9 }), exact(5)])).toEqual(
      new Map([['u', { low: 3, high: 9 }]]),
    );
    expect(unknownsIn([])).toEqual(new Map());
  });

  it('are at most what was there to be taken', () => {
    expect(unknownsIn([minus(exact(5), some('u')), some('u')])).toEqual(new Map([['u', { low: 0, high: 5 }]]));
  });

  it('are at least what was taken of them', () => {
    expect(unknownsIn([minus(some('u'), exact(5))])).toEqual(new Map([['u', { low: 5, high: null }]]));
  });

  it('bound one another, from account to account', () => {
    const chain = [minus(exact(5), some('u')), minus(some('u'), some('v')), minus(some('v'), exact(2))];
    expect(unknownsIn(chain)).toEqual(
      new Map([
        ['u', { low: 2, high: 5 }],
        ['v', { low: 2, high: 5 }],
      ]),
    );
  });

  it('stay open where another one in the account is open', () => {
    expect(unknownsIn([minus(plus(exact(5), some('u')), some('v'))])).toEqual(
      new Map([
        ['u', { low: 0, high: null }],
        ['v', { low: 0, high: null }],
      ]),
    );
  });

  it('cannot be, where what was told contradicts itself', () => {
    const atLeast2: Figure = { kind: 'at-least', value: 2 };
    const upTo3: Figure = { kind: 'between', low: 0, high: 3 };
    expect(
      unknownsIn([minus(exact(1), some('u', upTo3)), minus(some('u', upTo3), some('v', atLeast2))]),
    ).toBeUndefined();
    expect(unknownsIn([minus(exact(1), some('u', atLeast2))])).toBeUndefined();
  });

  it('do not creep up for ever', () => {
    const [u, v] = [some('u'), some('v')];
    expect(unknownsIn([minus(u, plus(v, exact(1))), minus(v, u)])?.size ?? 0).toBeLessThanOrEqual(2);
  });

  it('are never said to be what they are not', () => {
    const term = fc.record({ name: fc.constantFrom('u', 'v', 'w'), times: fc.constantFrom(1, -1) });
    const accounts = fc.array(fc.tuple(fc.integer({ min: -5, max: 9 }), fc.array(term, { maxLength: 3 })), {
      maxLength: 4,
    });
    const truth = fc.record({ u: fc.nat(9), v: fc.nat(9), w: fc.nat(9) });
    const told = truth.chain((numbers) =>
      fc.record({
        numbers: fc.constant(numbers),
        u: figureOf(numbers.u),
        v: figureOf(numbers.v),
        w: figureOf(numbers.w),
        accounts,
      }),
    );
    fc.assert(
      fc.property(told, ({ numbers, accounts, ...figures }) => {
        const tallies = accounts.flatMap(([known, terms]) => {
          const signed = terms.map(({ name, times }) => [some(name, figures[name as 'u']), times] as const);
          const tally = signed.reduce((sum, [one, times]) => (times > 0 ? plus : minus)(sum, one), exact(known));
          const real = tally.inexact.reduce((sum, { unknown, times }) => sum + times * numbers[unknown as 'u'], known);
          return real < 0 ? [] : [tally];
        });
        const unknowns = unknownsIn(tallies);
        expect(unknowns).toBeDefined();
        for (const [name, { low, high }] of unknowns!) {
          expect(low).toBeGreaterThanOrEqual(boundsOf(figures[name as 'u']).low);
          expect(numbers[name as 'u']).toBeGreaterThanOrEqual(low);
          expect(numbers[name as 'u']).toBeLessThanOrEqual(high ?? Infinity);
        }
      }),
      { numRuns: 500 },
    );
  });
});
