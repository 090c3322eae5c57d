import { groupsOf } from './groups.js';

describe('what is to be looked at', () => {
  it('is grouped by what to do, the most pressing first, and what waits longest on top', () => {
    const groups = groupsOf([
      { id: 1, kind: 'no-basis', handled: 'open', since: '2025-08-24' },
      { id: 2, kind: 'overdue-in-stage', handled: 'open', since: '2025-09-07' },
      { id: 3, kind: 'overdue-in-stage', handled: 'open', since: '2025-09-01' },
    ] as const);
    expect(groups.map(({ kind, alerts }) => [kind, alerts.map(({ id }) => id)])).toEqual([
      ['overdue-in-stage', [3, 2]],
      ['no-basis', [1]],
    ]);
  });

  it('is nothing where all of it is handled', () => {
    expect(
      groupsOf([
        { kind: 'no-basis', handled: 'acknowledged', since: '2025-08-24' },
        { kind: 'no-basis', handled: 'snoozed', since: '2025-08-24' },
      ]),
    ).toEqual([]);
  });
});
