import { checkPeriod, daysOf, InvalidPeriod } from './period.js';

describe('a period', () => {
  it('may be of one day, and open at either end', () => {
    expect(() => checkPeriod('2025-08-24', '2025-08-24')).not.toThrow();
    expect(() => checkPeriod(undefined, '2025-08-24')).not.toThrow();
    expect(() => checkPeriod('2025-08-24', undefined)).not.toThrow();
    expect(daysOf('2025-08-24', '2025-09-02', 10)).toBe(10);
  });

  it('that ends before it begins is refused under the name of its last day, and not read as one without people', () => {
    expect(() => checkPeriod('2025-09-01', '2025-08-31', 'lastDay')).toThrow(
      expect.objectContaining({ name: 'InvalidPeriod', parameter: 'lastDay' }),
    );
    expect(() => daysOf('2025-09-01', '2025-08-31', 10)).toThrow(InvalidPeriod);
  });

  it('that is too long for a series is refused', () => {
    expect(() => daysOf('2025-08-24', '2025-09-03', 10)).toThrow(InvalidPeriod);
  });
});
