import fc from 'fast-check';
import { PackedStates } from './packed-states.js';

interface Tally {
  readonly sum: number;
  readonly all: ReadonlyMap<string, number>;
}

describe('packed states', () => {
  it('are what they were, whichever were packed meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...'abcdefg'), fc.nat(9))), (steps) => {
        const packed = new PackedStates<Tally>(2);
        const plain = new Map<string, Tally>();
        for (const [name, value] of steps) {
          const grown = ({ sum, all }: Tally): Tally => ({
            sum: sum + value,
            all: new Map([...all, [`«${value}»`, sum]]),
          });
          const empty = { sum: 0, all: new Map<string, number>() };
          packed.set(name, grown(packed.get(name) ?? empty));
          plain.set(name, grown(plain.get(name) ?? empty));
          expect(packed.get(name)).toEqual(plain.get(name));
        }
        expect(new Map(packed)).toEqual(plain);
      }),
    );
  });

  it('are what they were, however many dictionaries they were packed with', () => {
    const packed = new PackedStates<{ readonly text: string }>(1);
    const plain = new Map<string, { readonly text: string }>();
    for (let n = 0; n < 2_000; n++) {
      const [name, state] = [`s-${n}`, { text: `${n} times «${'abc'.repeat(n % 50)}»` }];
      packed.set(name, state);
      plain.set(name, state);
    }
    expect(new Map(packed)).toEqual(plain);
  });

  it('may nest deeper than can be packed', () => {
    interface Nested {
      readonly before: Nested | null;
    }
    const packed = new PackedStates<Nested>(1);
    let deep: Nested = { before: null };
    for (let n = 0; n < 20_000; n++) deep = { before: deep };
    for (const name of 'abcabc') packed.set(name, name === 'a' ? deep : { before: null });
    expect(packed.get('a')).toBe(deep);
    expect(packed.get('b')).toEqual({ before: null });
    expect([...packed].map(([name]) => name).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('are undefined where there are none', () => {
    expect(new PackedStates().get('a')).toBeUndefined();
  });
});
