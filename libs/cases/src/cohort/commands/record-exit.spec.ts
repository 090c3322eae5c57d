import { given } from '#eventsourcing/testing';
import { AT, refusedFields, registered, useCaseOf, went, whereaboutsIn } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { cohort } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { EXIT_KINDS } from '../stages.js';
import { RecordExit } from './record-exit.js';

const exit = (fields: object, history: readonly CohortEvent[] = [registered(exactly(146), AT['interim-care'])]) =>
  given({ 'cohort-a': history }).when(useCaseOf(RecordExit), 'a', fields);

describe('recording an exit', () => {
  it.each(EXIT_KINDS)('takes people who %s off the way home, in the country where they were', (kind) => {
    const to = whereabouts('exited', { country: 'BY', exit: kind });
    exit({ kind, headcount: exactly(1) }).thenEvents(went(AT['interim-care'], to, exactly(1), { kind }));
  });

  it('keeps each kind apart', () => {
    const history = [registered(exactly(146), AT['interim-care']), went(AT['interim-care'], AT.exited, exactly(1))];
    expect(whereaboutsIn(exit({ kind: 'resettled', headcount: exactly(2) }, history).after(cohort, 'a'))).toEqual({
      'interim-care BY': '143',
      'exited BY died': '1',
      'exited BY resettled': '2',
    });
  });

  it('is of a known kind', () => {
    expect(refusedFields(RecordExit, { kind: 'escaped' })).toEqual(['kind']);
    expect(refusedFields(RecordExit, {})).toEqual(['kind']);
  });
});
