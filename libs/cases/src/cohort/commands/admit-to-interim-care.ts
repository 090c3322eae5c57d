import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import { Nested } from '../../values/decorators.js';
import { Place } from '../../values/place.js';
import type { Cohort } from '../cohort.js';
import { SERVICES, type CohortAdmittedToInterimCare, type Service } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { inThirdCountry, openCohort, takeFor } from '../rules.js';
import { MovementFields } from './movement-fields.js';

/** People are taken into medical and psychological care in a third country, before going home. */
export class AdmitToInterimCare extends MovementFields {
  /** Where, outside the Power of origin and the Detaining Power. */
  @Nested(() => Place)
  place!: Place;

  /** What they are given there. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SERVICES.length)
  @IsIn(SERVICES, { each: true })
  services?: Service[] | null;

  /** How many days the care is expected to take. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3650)
  expectedDays?: number | null;
}

export function admitToInterimCare(
  command: AdmitToInterimCare,
  state: Cohort,
  { target, now }: Context,
): CohortAdmittedToInterimCare[] {
  const cohort = openCohort(state, target);
  const { country, name } = command.place;
  inThirdCountry(cohort, country);
  const taken = takeFor(cohort, 'admit-to-interim-care', command, now);
  return [
    {
      type: 'CohortAdmittedToInterimCare',
      data: {
        services: [...new Set(command.services)],
        expectedDays: command.expectedDays ?? null,
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved: [{ ...taken, to: whereabouts('interim-care', { country, place: name }) }],
      },
    },
  ];
}
