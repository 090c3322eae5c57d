import { idFrom } from './slug.js';

const ID = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;

describe('an id made of parts', () => {
  it('reads as they do', () => {
    expect(idFrom('UAE', '2025-08-24')).toBe('uae-2025-08-24');
    expect(idFrom('2025-08-22', 'UA', 'in', 'RU', 'prisoner-of-war', 'ru-mod')).toBe(
      '2025-08-22-ua-in-ru-prisoner-of-war-ru-mod',
    );
  });

  it('is an id, and another one for other parts, whatever is in them', () => {
    const parts = [
      ['Президент'],
      ['Президентка'],
      ['x'.repeat(200)],
      [`${'x'.repeat(200)}y`],
      ['2025-08-24?'],
      ['2025-08-24'],
      ['???'],
      ['--'],
    ];
    const ids = parts.map((each) => idFrom(...each));
    for (const id of ids) expect(id).toMatch(ID);
    expect(new Set(ids).size).toBe(parts.length);
  });
});
