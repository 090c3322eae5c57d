import { given } from '#eventsourcing/testing';
import { cohortOf, refusedFields, registered, useCaseOf } from '../../../testing/case-files.js';
import type { CohortEvent } from '../events.js';
import { EndWatch } from './end-watch.js';

const ended = (reason: string | null = null): CohortEvent => ({ type: 'WatchEnded', data: { reason } });
const end = (fields: object, ...history: readonly CohortEvent[]) =>
  given({ 'cohort-a': history }).when(useCaseOf(EndWatch), 'a', fields);

describe('ending the watch over a cohort', () => {
  it("ends it with the reason, and it is nobody's", () => {
    const assigned: CohortEvent = { type: 'CohortAssigned', data: { assignee: 'field-office-2' } };
    end({ reason: 'All are at home.' }, registered()).thenEvents(ended('All are at home.'));
    end({}, registered()).thenEvents(ended());
    expect(cohortOf(registered(), assigned, ended()).watch).toEqual({ watched: false, assignee: null });
  });

  it('is nothing where nobody watches it', () => {
    end({}, registered(), ended()).thenNothing();
  });

  it('takes no empty reason, and no cohort that is unknown', () => {
    expect(refusedFields(EndWatch, { reason: '' })).toEqual(['reason']);
    end({}).thenRejected('cohort-not-found');
  });
});
