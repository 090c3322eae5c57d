import { isCommon } from './common-passwords.js';

describe('a password that guessers try first', () => {
  it.each([
    'password1234',
    'P@ssw0rd2025!',
    'qwertyuiop123',
    '123456789012',
    '111111111111',
    'abcabcabcabc',
    'Homeward2026!',
    'iloveyou-forever',
    'пароль123456',
    'administrator1',
  ])('is %s', (password) => {
    expect(isCommon(password)).toBe(true);
  });

  it('is made of what is known of the person', () => {
    expect(isCommon('olena.shevchuk99', ['olena.shevchuk@ngo.example', 'Olena Shevchuk'])).toBe(true);
    expect(isCommon('olena.shevchuk99')).toBe(false);
  });

  it.each(['tea kettle moon', 'vier-graue-boote', 'k8Jw!x2Lq9Zt', 'дощ над рікою', 'password for the old barn'])(
    'is not %s',
    (password) => {
      expect(isCommon(password)).toBe(false);
    },
  );
});
