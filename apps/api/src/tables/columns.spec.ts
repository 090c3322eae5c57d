import { exactly, NOT_STATED } from '#cases';
import { EXCHANGE_TOTALS } from './exchange-tables.js';
import { INTERIM_CARE, REHABILITATION } from './people-tables.js';

/** What a table makes of a row. */
function told(table: { readonly rows: (answer: never) => unknown }, row: object): unknown[] {
  return [...(table.rows({ position: '1', on: null, rows: [row] } as never) as Iterable<unknown>)];
}

describe('a figure that nobody recorded', () => {
  it('is none in a file, and not one that is not stated', () => {
    const [reported] = told(EXCHANGE_TOTALS, { people: NOT_STATED, category: null, reported: null });
    expect(reported).toEqual({ people: NOT_STATED, category: null });
    const people = { days: null, completed: null, leftOtherwise: null };
    expect(told(REHABILITATION, { begun: exactly(138), ...people })).toEqual([
      { section: 'counted', begun: exactly(138) },
    ]);
    expect(told(INTERIM_CARE, { left: null, leftOn: null })).toEqual([{ section: 'counted', leftOn: null }]);
  });

  it('is there as soon as it is recorded', () => {
    expect(told(INTERIM_CARE, { left: exactly(8) })).toEqual([{ section: 'counted', left: exactly(8) }]);
    expect(told(EXCHANGE_TOTALS, { reported: NOT_STATED })).toEqual([{ reported: NOT_STATED }]);
  });
});
