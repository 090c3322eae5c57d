import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import { IsLine, Nested } from '../../values/decorators.js';
import { Place } from '../../values/place.js';
import type { Cohort } from '../cohort.js';
import { SERVICES, type RehabilitationBegun, type Service } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { openCohort, takeFor } from '../rules.js';
import { MovementFields } from './movement-fields.js';

/** Treatment and recovery begin: Ministry of Defence facilities, reintegration, a temporary accommodation point. */
export class BeginRehabilitation extends MovementFields {
  /** Left out: somewhere in the Power of origin. */
  @IsOptional()
  @Nested(() => Place)
  facility?: Place | null;

  /** Who runs it, e.g. `Russian Ministry of Defence`. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  operator?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SERVICES.length)
  @IsIn(SERVICES, { each: true })
  services?: Service[] | null;
}

export function beginRehabilitation(
  command: BeginRehabilitation,
  state: Cohort,
  { target, now }: Context,
): RehabilitationBegun[] {
  const cohort = openCohort(state, target);
  const taken = takeFor(cohort, 'begin-rehabilitation', command, now);
  const operator = command.operator ?? null;
  const { facility } = command;
  const country = facility?.country ?? cohort.powerOfOrigin;
  return [
    {
      type: 'RehabilitationBegun',
      data: {
        operator,
        services: [...new Set(command.services)],
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved: [{ ...taken, to: whereabouts('rehabilitation', { country, place: facility?.name, runBy: operator }) }],
      },
    },
  ];
}
