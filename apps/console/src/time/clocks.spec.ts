import { clocksIn, isPast } from './clocks.js';

describe('the clocks of an address', () => {
  it('are what was known then, and the day that is asked about', () => {
    const clocks = clocksIn({ knownAt: '2025-08-25T23:59:00Z', on: '2025-08-25', stage: 'custody' });
    expect(clocks).toEqual({ knownAt: '2025-08-25T23:59:00Z', on: '2025-08-25' });
    expect(isPast(clocks)).toBe(true);
  });

  it('can be a position of the log', () => {
    expect(clocksIn({ knownAt: '0000000000000042' })).toEqual({ knownAt: '0000000000000042' });
  });

  it.each([{}, { knownAt: 'yesterday' }, { on: '2025-02-30' }, { on: '2025-08' }, { knownAt: '2025-99-99T00:00Z' }])(
    'are those of now where %j names no moment',
    (search) => {
      expect(clocksIn(search)).toEqual({});
      expect(isPast(clocksIn(search))).toBe(false);
    },
  );
});
