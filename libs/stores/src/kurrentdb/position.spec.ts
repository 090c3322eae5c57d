import { fromPosition, toPosition } from './position.js';

describe('a position', () => {
  const positions = [0n, 9n, 10n, 255n, 256n, 4_294_967_296n, 2n ** 63n - 1n, 2n ** 64n - 1n].flatMap((commit) => [
    { commit, prepare: commit },
    { commit, prepare: 2n ** 64n - 1n },
  ]);

  it('comes back as it was', () => {
    for (const position of positions) expect(fromPosition(toPosition(position))).toEqual(position);
  });

  it('sorts as a string as it does as numbers', () => {
    const strings = positions.slice(0, -1).map(toPosition);
    expect(strings.toSorted()).toEqual(strings);
  });

  it('of another store is refused', () => {
    expect(() => fromPosition('0000000000000042')).toThrow(RangeError);
  });
});
