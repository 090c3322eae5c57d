import { IsOptional } from 'class-validator';
import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import { IsEdtf, Nested } from '../../values/decorators.js';
import type { EdtfDate } from '../../values/edtf.js';
import { Place } from '../../values/place.js';
import type { Cohort } from '../cohort.js';
import type { CohortDeparted } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { openCohort, takeFor } from '../rules.js';
import { MovementFields } from './movement-fields.js';

/** People set out for somewhere. */
export class MarkInTransit extends MovementFields {
  /** Where they are going. */
  @Nested(() => Place)
  destination!: Place;

  /** When they are expected there: an EDTF date. */
  @IsOptional()
  @IsEdtf()
  expectedOn?: EdtfDate | null;
}

export function markInTransit(command: MarkInTransit, cohort: Cohort, { target, now }: Context): CohortDeparted[] {
  const taken = takeFor(openCohort(cohort, target), 'mark-in-transit', command, now);
  const { destination } = command;
  const to = whereabouts('in-transit', { country: destination.country, place: destination.name });
  return [
    {
      type: 'CohortDeparted',
      data: {
        expectedOn: command.expectedOn ?? null,
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved: [{ ...taken, to }],
      },
    },
  ];
}
