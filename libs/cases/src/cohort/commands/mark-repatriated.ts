import { IsOptional } from 'class-validator';
import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import { Nested } from '../../values/decorators.js';
import { Place } from '../../values/place.js';
import type { Cohort } from '../cohort.js';
import type { CohortRepatriated } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { inThePowerOfOrigin, openCohort, takeFor } from '../rules.js';
import { MovementFields } from './movement-fields.js';

/** People arrived in the territory of their Power of origin (GC III 118). */
export class MarkRepatriated extends MovementFields {
  /** Where they arrived; left out: somewhere in the Power of origin. */
  @IsOptional()
  @Nested(() => Place)
  place?: Place | null;
}

export function markRepatriated(
  command: MarkRepatriated,
  state: Cohort,
  { target, now }: Context,
): CohortRepatriated[] {
  const cohort = openCohort(state, target);
  const country = inThePowerOfOrigin(cohort, command.place?.country);
  const taken = takeFor(cohort, 'mark-repatriated', command, now);
  return [
    {
      type: 'CohortRepatriated',
      data: {
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved: [{ ...taken, to: whereabouts('repatriated', { country, place: command.place?.name }) }],
      },
    },
  ];
}
