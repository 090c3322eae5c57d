import { RateLimit } from './rate-limit.js';

describe('a rate limit', () => {
  it('lets a burst pass and then what refills', () => {
    const limit = new RateLimit(60);
    for (let index = 0; index < 60; index++) expect(limit.take('a', 0).allowed).toBe(true);
    expect(limit.take('a', 0)).toEqual({ allowed: false, remaining: 0, seconds: 1 });
    expect(limit.take('a', 999).allowed).toBe(false);
    expect(limit.take('a', 1_000)).toEqual({ allowed: true, remaining: 0, seconds: 60 });
  });

  it('keeps a bucket for each key', () => {
    const limit = new RateLimit(1);
    expect(limit.take('a', 0).allowed).toBe(true);
    expect(limit.take('a', 0).allowed).toBe(false);
    expect(limit.take('b', 0).allowed).toBe(true);
  });

  it('never holds more than a minute is worth', () => {
    const limit = new RateLimit(10);
    limit.take('a', 0);
    expect(limit.take('a', 3_600_000)).toMatchObject({ remaining: 9 });
  });
});
