import { given } from '#eventsourcing/testing';
import { cohortOf, refusedFields, registered, retracted, useCaseOf } from '../../../testing/case-files.js';
import { allowedActions } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { WatchCohort } from './watch-cohort.js';

const WATCHED = registered();
const NOT_WATCHED = registered(undefined, undefined, { watched: false });
const taken = (assignee: string | null = null): CohortEvent => ({ type: 'CohortWatched', data: { assignee } });
const ended: CohortEvent = { type: 'WatchEnded', data: { reason: null } };

const watch = (fields: object, ...history: readonly CohortEvent[]) =>
  given({ 'cohort-a': history }).when(useCaseOf(WatchCohort), 'a', fields);

const strike = (revision: number, type: CohortEvent['type']) => retracted(`cohort-a#${revision}`, type);

describe('taking a cohort on', () => {
  it('begins to watch one that an import brought in', () => {
    watch({}, NOT_WATCHED).thenEvents(taken());
    watch({ assignee: 'field-office-2' }, NOT_WATCHED).thenEvents(taken('field-office-2'));
    expect(cohortOf(NOT_WATCHED).watch).toEqual({ watched: false, assignee: null });
    expect(cohortOf(NOT_WATCHED, taken('field-office-2')).watch).toEqual({ watched: true, assignee: 'field-office-2' });
  });

  it('is nothing where it is watched, and names who looks after it from now on', () => {
    watch({}, WATCHED).thenNothing();
    watch({}, NOT_WATCHED, taken('field-office-2')).thenNothing();
    watch({ assignee: 'field-office-2' }, WATCHED).thenEvents(taken('field-office-2'));
  });

  it('is offered where it is not watched, and its end where it is', () => {
    expect(allowedActions(cohortOf(NOT_WATCHED))).toEqual(expect.arrayContaining(['watch-cohort', 'assign-cohort']));
    expect(allowedActions(cohortOf(NOT_WATCHED))).not.toContain('end-watch');
    expect(allowedActions(cohortOf(WATCHED))).toContain('end-watch');
    expect(allowedActions(cohortOf(WATCHED))).not.toContain('watch-cohort');
  });

  it('struck through, leaves what was said before', () => {
    const { watch: before } = cohortOf(NOT_WATCHED, taken('x'), strike(1, 'CohortWatched'));
    expect(before).toEqual({ watched: false, assignee: null });
    const { watch: after } = cohortOf(NOT_WATCHED, taken('x'), ended, strike(2, 'WatchEnded'));
    expect(after).toEqual({ watched: true, assignee: 'x' });
  });

  it('is not for a cohort that takes no more commands, nor by a name with a line break', () => {
    watch({}).thenRejected('cohort-not-found');
    expect(refusedFields(WatchCohort, { assignee: 'a\nb' })).toEqual(['assignee']);
    expect(refusedFields(WatchCohort, { assignee: '' })).toEqual(['assignee']);
    expect(refusedFields(WatchCohort, {})).toEqual([]);
  });
});
