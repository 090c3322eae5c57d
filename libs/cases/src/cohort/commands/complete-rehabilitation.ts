import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import type { Cohort } from '../cohort.js';
import type { RehabilitationCompleted } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { openCohort, takeFor } from '../rules.js';
import { MovementFields } from './movement-fields.js';

/** Rehabilitation is complete: they are discharged. */
export class CompleteRehabilitation extends MovementFields {}

export function completeRehabilitation(
  command: CompleteRehabilitation,
  cohort: Cohort,
  { target, now }: Context,
): RehabilitationCompleted[] {
  const taken = takeFor(openCohort(cohort, target), 'complete-rehabilitation', command, now);
  return [
    {
      type: 'RehabilitationCompleted',
      data: {
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved: [{ ...taken, to: whereabouts('discharged', { country: taken.from.country }) }],
      },
    },
  ];
}
