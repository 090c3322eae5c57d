import { GrowingPauses } from './growing-pauses.js';

describe('given something that breaks down at once, again and again', () => {
  it('is tried after pauses that double, up to the longest', () => {
    const pauses = new GrowingPauses({ first: 100, longest: 1_000 });
    expect([1, 1, 1, 1, 1, 1].map((ranFor) => pauses.after(ranFor))).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('fails from the third time on, until it has run for longer than the longest pause', () => {
    const pauses = new GrowingPauses({ first: 100, longest: 1_000 });
    const failing = [1, 1, 1].map((ranFor) => (pauses.after(ranFor), pauses.isFailing(0)));
    expect(failing).toEqual([false, false, true]);
    expect([pauses.isFailing(1_000), pauses.isFailing(1_001)]).toEqual([true, false]);
  });

  it('begins with the first pause again after it has run for long', () => {
    const pauses = new GrowingPauses({ first: 100, longest: 1_000 });
    for (const ranFor of [1, 1, 1]) pauses.after(ranFor);
    expect([pauses.after(1_001), pauses.isFailing(0)]).toEqual([100, false]);
  });
});
