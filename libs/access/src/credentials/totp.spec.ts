import { newTotpSecret, stepOfCode, toBase32, totpCode, totpStep, totpUri } from './totp.js';

/** The secret of RFC 6238, appendix B. */
const SECRET = toBase32(Buffer.from('12345678901234567890'));

describe('one-time codes', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at second %d', (second, code) => {
    expect(totpCode(SECRET, totpStep(second * 1_000))).toBe(code);
  });

  it('count one step early and one step late, and no further', () => {
    const now = 1_700_000_000_000;
    const taken = [-2, -1, 0, 1, 2].map((off) => stepOfCode(SECRET, totpCode(SECRET, totpStep(now) + off), 0, now));
    expect(taken).toEqual([undefined, totpStep(now) - 1, totpStep(now), totpStep(now) + 1, undefined]);
  });

  it('count once, and none from before the one that was taken', () => {
    const now = 1_700_000_000_000;
    const step = totpStep(now);
    expect(stepOfCode(SECRET, totpCode(SECRET, step), step, now)).toBeUndefined();
    expect(stepOfCode(SECRET, totpCode(SECRET, step - 1), step, now)).toBeUndefined();
    expect(stepOfCode(SECRET, totpCode(SECRET, step + 1), step, now)).toBe(step + 1);
  });

  it('are nothing but six digits', () => {
    for (const code of ['', '12345', '1234567', 'abcdef', ' 12345', '１２３４５６']) {
      expect(stepOfCode(SECRET, code, 0, Date.now())).toBeUndefined();
    }
  });

  it('have a secret of 160 bits that an app reads', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(secret, 'Homeward', 'a@ngo.example')).toBe(
      `otpauth://totp/Homeward:a%40ngo.example?secret=${secret}&issuer=Homeward`,
    );
  });
});
