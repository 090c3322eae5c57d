import { filtersIn, parametersOf } from './filters.js';

describe('the filters of an address', () => {
  it('are those that are known, and none that is empty', () => {
    expect(filtersIn({ category: 'civilian', powerOfOrigin: '', on: '2025-08-25', stage: 'custody', from: 7 })).toEqual(
      {
        category: 'civilian',
      },
    );
  });
});

describe('what a report is asked for', () => {
  it('is its filters and clocks, without what it does not take', () => {
    const clocks = { knownAt: '2025-08-25T23:59:00Z', on: '2025-08-25' };
    const filters = { category: 'civilian', from: '2025-08-01' };
    expect(parametersOf(filters, clocks, ['category', 'on'])).toEqual({
      knownAt: '2025-08-25T23:59:00Z',
      category: 'civilian',
      on: '2025-08-25',
    });
    expect(parametersOf(filters, clocks, ['from'])).toEqual({ knownAt: '2025-08-25T23:59:00Z', from: '2025-08-01' });
  });
});
