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
        const packed = new PackedStates<Tally, number>({ summarize: ({ sum }) => sum, unpacked: 2 });
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
        const sums = [...plain].map(([name, { sum }]) => [name, sum]);
        expect(new Map(packed.summaries())).toEqual(new Map(sums as [string, number][]));
      }),
    );
  });

  it('may nest deeper than can be packed', () => {
    interface Nested {
      readonly before: Nested | null;
    }
    const packed = new PackedStates<Nested, null>({ summarize: () => null, unpacked: 1 });
    let deep: Nested = { before: null };
    for (let n = 0; n < 20_000; n++) deep = { before: deep };
    for (const name of 'abcabc') packed.set(name, name === 'a' ? deep : { before: null });
    expect(packed.get('a')).toBe(deep);
    expect(packed.get('b')).toEqual({ before: null });
    expect([...packed.summaries()].map(([name]) => name).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('are undefined where there are none', () => {
    expect(new PackedStates({ summarize: () => null }).get('a')).toBeUndefined();
  });
});
