import { idempotencyKey, instantIn, revisionIn } from './submission.js';

describe('the Idempotency-Key header', () => {
  it.each([
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"8e03978e"', '8e03978e'],
    ['x'.repeat(255), 'x'.repeat(255)],
    [undefined, undefined],
  ])('%s is the key %s', (header, key) => expect(idempotencyKey(header)).toBe(key));

  it.each(['', '""', 'two words', 'é', 'x'.repeat(256), 'a\tb'])('%j is refused', (header) => {
    expect(() => idempotencyKey(header)).toThrow('invalid-idempotency-key');
  });
});

describe('the If-Match header', () => {
  it.each([
    ['"5"', 5],
    ['"0"', 0],
    ['"5-0000000000000009-2025-08-24"', 5],
    ['*', undefined],
    [undefined, undefined],
  ])('%s is the revision %s', (header, revision) => expect(revisionIn(header)).toBe(revision));

  it.each(['', '5', 'W/"5"', '"a"', '"-1"', '"5", "6"', '"99999999999999999999"'])('%j is refused', (header) => {
    expect(() => revisionIn(header)).toThrow('invalid-if-match');
  });
});

describe('the Written-At header', () => {
  it.each([
    ['2025-08-24T12:00:00Z', '2025-08-24T12:00:00.000Z'],
    ['2025-08-24T12:00:00.123456+02:00', '2025-08-24T10:00:00.123Z'],
    [undefined, undefined],
  ])('%s is the instant %s', (header, instant) => expect(instantIn(header)).toBe(instant));

  it.each(['', 'now', '2025-08-24', '2025-02-30T12:00:00Z', '0000-01-01T00:30:00+14:00'])('%j is refused', (header) => {
    expect(() => instantIn(header)).toThrow('invalid-written-at');
  });
});
