import { given } from '#eventsourcing/testing';
import { cohortOf, refusedFields, registered, useCaseOf } from '../../../testing/case-files.js';
import type { CohortEvent } from '../events.js';
import { AssignCohort } from './assign-cohort.js';

const NOT_WATCHED = registered(undefined, undefined, { watched: false });
const assigned = (assignee: string | null): CohortEvent => ({ type: 'CohortAssigned', data: { assignee } });
const assign = (fields: object, ...history: readonly CohortEvent[]) =>
  given({ 'cohort-a': history }).when(useCaseOf(AssignCohort), 'a', fields);

describe('assigning a cohort', () => {
  it('says who looks after it', () => {
    assign({ assignee: 'field-office-2' }, registered()).thenEvents(assigned('field-office-2'));
    expect(cohortOf(registered(), assigned('x'), assigned('y')).watch).toEqual({ watched: true, assignee: 'y' });
  });

  it('takes on one that nobody watched, and taking it from somebody does not end the watch', () => {
    expect(cohortOf(NOT_WATCHED, assigned('x')).watch).toEqual({ watched: true, assignee: 'x' });
    expect(cohortOf(NOT_WATCHED, assigned('x'), assigned(null)).watch).toEqual({ watched: true, assignee: null });
    expect(cohortOf(NOT_WATCHED, assigned(null)).watch).toEqual({ watched: false, assignee: null });
  });

  it('is nothing where it is so already', () => {
    assign({ assignee: null }, registered()).thenNothing();
    assign({ assignee: 'x' }, registered(), assigned('x')).thenNothing();
  });

  it('needs somebody or null, and a cohort that is known', () => {
    expect(refusedFields(AssignCohort, {})).toEqual(['assignee']);
    expect(refusedFields(AssignCohort, { assignee: null })).toEqual([]);
    assign({ assignee: 'x' }).thenRejected('cohort-not-found');
  });
});
