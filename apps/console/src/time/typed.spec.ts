import { asTyped, dayTyped, momentTyped } from './typed.js';

describe('a moment that is typed', () => {
  it.each(['2025-08-25 23:59', '2025-08-25T00:00', ' 2025-08-25 07:30 '])(
    '%s is by the clock of the device',
    (text) => {
      expect(asTyped(momentTyped(text)!)).toBe(text.trim().replace('T', ' '));
    },
  );

  it('counts the whole day where there is no time', () => {
    expect(asTyped(momentTyped('2025-08-25')!)).toBe('2025-08-25 23:59');
  });

  it('counts the whole minute, or what was recorded in it would be missing', () => {
    expect(momentTyped('2025-08-25 12:00')).toMatch(/:00:59\.999Z$/);
  });

  it.each(['yesterday', '2025-02-30', '2025-08-25 24:00', '2025-08-25 12:60', '25.08.2025', ''])(
    '%j is none',
    (text) => {
      expect(momentTyped(text)).toBeUndefined();
    },
  );
});

describe('a day that is typed', () => {
  it('is one of the calendar', () => {
    expect(['2025-08-25', '2025-02-30', '2025-08'].map(dayTyped)).toEqual(['2025-08-25', undefined, undefined]);
  });
});
