import { nearNames } from './near-names.js';

const NAMES = ['cohort-ru-pow-2025-08-24', 'cohort-kursk-2025-08-24', 'exchange-2025-08-24', 'source-ru-mod'];

describe('near names', () => {
  it.each([
    ['cohort-ru-pow-2025-08-25', ['cohort-ru-pow-2025-08-24', 'cohort-kursk-2025-08-24']],
    ['ru-pow-2025-08-24', ['cohort-ru-pow-2025-08-24']],
    ['sorce-ru-mod', ['source-ru-mod']],
    ['2025-08-24', ['cohort-kursk-2025-08-24', 'cohort-ru-pow-2025-08-24', 'exchange-2025-08-24']],
    ['nothing-like-it-at-all', []],
  ])('of %s', (wanted, near) => {
    expect(nearNames(wanted, NAMES)).toEqual(near);
  });

  it('are five at most', () => {
    expect(
      nearNames(
        'cohort',
        Array.from({ length: 9 }, (_, index) => `cohort-${index}`),
      ),
    ).toHaveLength(5);
  });
});
