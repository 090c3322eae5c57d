import { Life, TooLongLife } from './life.js';

const NOW = Date.parse('2025-08-24T12:00:00.000Z');

describe('how long a token is good for', () => {
  const life = new Life(365);

  it('is a year where nobody says otherwise, and as long as somebody says up to that', () => {
    expect(life.until(null, NOW)).toBe('2026-08-24T12:00:00.000Z');
    expect(life.until(undefined, NOW)).toBe('2026-08-24T12:00:00.000Z');
    expect(life.until('2025-09-01T02:00:00+02:00', NOW)).toBe('2025-09-01T00:00:00.000Z');
    expect(life.until('2026-08-24T12:00:00Z', NOW)).toBe('2026-08-24T12:00:00.000Z');
  });

  it('is not longer', () => {
    expect(() => life.until('2026-08-24T12:00:01Z', NOW)).toThrow(TooLongLife);
    expect(() => new Life(7).until('2025-09-24T00:00:00Z', NOW)).toThrow('at most 7 days ahead');
  });

  it('is as long again once its secret is replaced, and never longer than may be', () => {
    expect(life.renewed('2025-08-20T12:00:00.000Z', '2025-08-27T12:00:00.000Z', NOW)).toBe('2025-08-31T12:00:00.000Z');
    expect(life.renewed('2020-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z', NOW)).toBe('2026-08-24T12:00:00.000Z');
    expect(life.renewed('2020-01-01T00:00:00.000Z', null, NOW)).toBe('2026-08-24T12:00:00.000Z');
  });
});
