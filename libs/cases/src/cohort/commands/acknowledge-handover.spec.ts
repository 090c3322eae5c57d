import { given } from '#eventsourcing/testing';
import { acknowledged, AT, known, registered, retracted, useCaseOf, went } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { allowedActions, cohort } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { AcknowledgeHandover } from './acknowledge-handover.js';

const LEGS: readonly CohortEvent[] = [
  registered(),
  went(AT.custody, AT.released, exactly(100)),
  went(AT.custody, AT.released, { everyone: exactly(46) }, { leg: 2, terms: 'unilateral' }),
];
const acknowledge = (entryId: string, history = LEGS) =>
  given({ 'cohort-a': history }).when(useCaseOf(AcknowledgeHandover), 'a', { entryId });

describe('acknowledging a handover', () => {
  it('confirms one leg', () => {
    acknowledge('cohort-a#1').thenEvents(acknowledged('cohort-a#1'));
    const state = acknowledge('cohort-a#1').after(cohort, 'a');
    expect(known(state).openHandovers).toEqual(['cohort-a#2']);
  });

  it('is offered as long as there is one to confirm', () => {
    expect(allowedActions(acknowledge('cohort-a#1').after(cohort, 'a'))).toContain('acknowledge-handover');
    const last = acknowledge('cohort-a#2', [...LEGS, acknowledged('cohort-a#1')]).after(cohort, 'a');
    expect(allowedActions(last)).not.toContain('acknowledge-handover');
  });

  it('twice is nothing', () => {
    acknowledge('cohort-a#1', [...LEGS, acknowledged('cohort-a#1')]).thenNothing();
  });

  it('can be done again once it was taken back', () => {
    const history = [...LEGS, acknowledged('cohort-a#1'), retracted('cohort-a#3', 'HandoverAcknowledged')];
    acknowledge('cohort-a#1', history).thenEvents(acknowledged('cohort-a#1'));
  });

  it('is of a handover that stands', () => {
    acknowledge('cohort-a#0').thenRejected('handover-not-found');
    acknowledge('nobody knows').thenRejected('handover-not-found');
    acknowledge('cohort-a#0', [...LEGS, acknowledged('cohort-a#1')]).thenRejected('handover-not-found');
    acknowledge('cohort-a#2', [...LEGS, retracted('cohort-a#2', 'CohortHandedOver')]).thenRejected(
      'handover-not-found',
    );
  });
});
