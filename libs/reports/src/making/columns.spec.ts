import { exactly, NOT_STATED } from '#cases';
import { exchangeTotals } from '../exchange-totals.js';
import { interimCare } from '../interim-care.js';
import { rehabilitation } from '../rehabilitation.js';
import type { Report } from './report.js';

/** What a report's table makes of a row. */
function told({ table }: Report, row: object): unknown[] {
  return [...table.rows({ position: '1', on: null, rows: [row] } as never)];
}

describe('a figure that nobody recorded', () => {
  it('is none in a file, and not one that is not stated', () => {
    const [reported] = told(exchangeTotals, { people: NOT_STATED, category: null, reported: null });
    expect(reported).toEqual({ people: NOT_STATED, category: null });
    const people = { days: null, completed: null, leftOtherwise: null };
    expect(told(rehabilitation, { begun: exactly(138), ...people })).toEqual([
      { section: 'counted', begun: exactly(138) },
    ]);
    expect(told(interimCare, { left: null, leftOn: null })).toEqual([{ section: 'counted', leftOn: null }]);
  });

  it('is there as soon as it is recorded', () => {
    expect(told(interimCare, { left: exactly(8) })).toEqual([{ section: 'counted', left: exactly(8) }]);
    expect(told(exchangeTotals, { reported: NOT_STATED })).toEqual([{ reported: NOT_STATED }]);
  });
});
