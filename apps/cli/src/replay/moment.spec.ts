import type { Recorded } from '#eventsourcing';
import { ExitCode } from '../exit-code.js';
import { isAfter, isBefore, momentFrom } from './moment.js';

describe('a moment of the log', () => {
  it.each([
    ['12', { position: '0000000000000012' }],
    ['0000000000000012', { position: '0000000000000012' }],
    ['00000000000004d2-00000000000004d2', { position: '00000000000004d2-00000000000004d2' }],
    ['2025-08-25T12:00Z', { instant: '2025-08-25T12:00:00.000Z' }],
    ['2025-08-25T12:00:00.5+02:00', { instant: '2025-08-25T10:00:00.500Z' }],
    ['2025-08-25', { instant: '2025-08-25T23:59:59.999Z' }],
  ])('can be written as %s', (text, moment) => {
    expect(momentFrom('--until', text, true)).toEqual(moment);
  });

  it('that is a day begins with its first moment', () => {
    expect(momentFrom('--from', '2025-08-25', false)).toEqual({ instant: '2025-08-25T00:00:00.000Z' });
  });

  it.each(['', 'yesterday', '2025-13-01', '2025-06-31', '2025-06-31T12:00:00Z', '2025-08-25T12:00:00', '-1', '1.5'])(
    'is not "%s"',
    (text) => {
      expect(() => momentFrom('--until', text, true)).toThrow(
        expect.objectContaining({ exitCode: ExitCode.Usage, message: expect.stringContaining('--until must be') }),
      );
    },
  );

  it('has entries before and after it, and those that stand there', () => {
    const entry = { position: '0000000000000012', recordedAt: '2025-08-25T12:00:00.000Z' } as Recorded;
    const told = (text: string): boolean[] => {
      const moment = momentFrom('--from', text, false);
      return [isBefore(entry, moment), isAfter(entry, moment)];
    };
    expect([told('13'), told('12'), told('11')]).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(told('2025-08-26')).toEqual([true, false]);
    expect(told('2025-08-25')).toEqual([false, true]);
  });
});
