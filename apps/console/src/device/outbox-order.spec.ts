import fc from 'fast-check';
import type { Problem } from '../api/client.js';
import { afterSending, needsAuthor, NEW, nextToSend, unsent, withoutPauses, type OutboxItem } from './outbox-order.js';

const item = (id: number, cohort: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  id,
  key: `key-${id}`,
  operation: 'Cohorts.markInTransit',
  path: `/api/v1/cohorts/${cohort}/mark-in-transit`,
  body: {},
  revision: 3,
  cohortIds: [cohort],
  writtenAt: '2025-08-24T12:00:00Z',
  sentence: 'All 146 set out for Belarus',
  event: null,
  form: null,
  state: NEW,
  ...more,
});
const STALE: Problem = { status: 412, code: 'stale' };
const done = (revision: number) => ({ is: 'done', position: '7', revision, entryIds: ['e'] }) as const;

/** The items with those that changed. */
const put = (items: readonly OutboxItem[], changed: readonly OutboxItem[]): readonly OutboxItem[] =>
  items.map((one) => changed.find(({ id }) => id === one.id) ?? one);

describe('the order of the outbox', () => {
  it('sends the oldest first', () => {
    expect(nextToSend([item(2, 'a'), item(1, 'b')], 0)?.id).toBe(1);
  });

  it('holds back what stands behind something stuck of the same cohort, and no other cohort', () => {
    const stuck = item(1, 'a', { state: { is: 'conflict', problem: STALE } });
    expect(nextToSend([stuck, item(2, 'a'), item(3, 'b')], 0)?.id).toBe(3);
  });

  it('holds back what stands behind something that pauses', () => {
    const items = [item(1, 'a', { state: { is: 'waits', attempts: 1, notBefore: 1_000 } }), item(2, 'a')];
    expect(nextToSend(items, 999)).toBeUndefined();
    expect(nextToSend(items, 1_000)?.id).toBe(1);
  });

  it('hands the revision that an item made to the next of its cohort', () => {
    const items = [item(1, 'a'), item(2, 'b'), item(3, 'a')];
    const changed = afterSending(items, items[0]!, done(4), 0);
    expect(changed.map(({ id, revision }) => [id, revision])).toEqual([
      [1, 3],
      [3, 4],
    ]);
  });

  it('pauses longer each time, a minute at most, or as long as the server asks', () => {
    let one = item(1, 'a');
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
      [one] = afterSending([one], one, { is: 'again', afterSeconds: null }, 0) as [OutboxItem];
      return one.state.is === 'waits' ? one.state.notBefore / 1_000 : null;
    });
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    const [asked] = afterSending([one], item(2, 'a'), { is: 'again', afterSeconds: 90 }, 0);
    expect(asked!.state).toMatchObject({ notBefore: 90_000 });
    expect(withoutPauses([one])[0]!.state).toMatchObject({ notBefore: 0, attempts: 8 });
  });

  it('loses nothing and sends nothing twice, whatever comes of each attempt', () => {
    const cohorts = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 });
    const outcomes = fc.array(fc.constantFrom('done', 'again', 'conflict', 'refused'), { maxLength: 40 });
    fc.assert(
      fc.property(cohorts, outcomes, (names, coming) => {
        let items: readonly OutboxItem[] = names.map((cohort, id) => item(id, cohort));
        const sent: number[] = [];
        coming.forEach((is, turn) => {
          const next = nextToSend(items, turn * 100_000);
          if (next === undefined) return;
          if (is === 'done') sent.push(next.id);
          const outcome =
            is === 'done'
              ? done(turn)
              : is === 'again'
                ? ({ is, afterSeconds: null } as const)
                : { is, problem: STALE };
          items = put(items, afterSending(items, next, outcome as never, turn * 100_000));
        });
        expect(new Set(sent).size).toBe(sent.length);
        expect([...sent, ...unsent(items).map(({ id }) => id)].sort()).toEqual(names.map((_, id) => id).sort());
        for (const cohort of names) {
          const order = sent.filter((id) => names[id] === cohort);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          const stuck = items.find((one) => needsAuthor(one) && one.cohortIds[0] === cohort)?.id ?? Infinity;
          expect(order.filter((id) => id > stuck)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
