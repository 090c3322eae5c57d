import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsCountry, IsFigure, Nested } from '../../values/decorators.js';
import type { Figure } from '../../values/figure.js';
import { standingEntries, type Cohort, type KnownCohort } from '../cohort.js';
import type { ReturnRecorded } from '../events.js';
import { inThePowerOfOrigin, inThirdCountry, openCohort, takeFor } from '../rules.js';
import { RETURN_STAGES, type ReturnStage } from '../stages.js';
import { whereabouts, type Whereabouts } from '../whereabouts.js';
import { EntryFields } from './movement-fields.js';

/** Where people are who had left the way home. */
export class ReturnedTo {
  @IsIn(RETURN_STAGES)
  stage!: ReturnStage;

  /** ISO 3166-1 alpha-2; for people in transit the country they are on their way to. */
  @IsOptional()
  @IsCountry()
  country?: string | null;

  /** Facility, town or crossing point. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  place?: string | null;

  /** The custodian in custody, the operator in rehabilitation. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  runBy?: string | null;
}

/** People who had left the way home are on it again: the lost are found, the re-detained are in custody and can be exchanged. */
export class RecordReturn extends EntryFields {
  /** The `entryId` of the exit that they return from. */
  @IsUUID()
  exitEntryId!: string;

  /** How many; left out: all who left so. */
  @IsOptional()
  @IsFigure()
  headcount?: Figure | null;

  /** Where they are now. */
  @Nested(() => ReturnedTo)
  to!: ReturnedTo;
}

export function recordReturn(command: RecordReturn, state: Cohort, { target, now }: Context): ReturnRecorded[] {
  const cohort = openCohort(state, target);
  const { exitEntryId, occurredOn = null, basis } = command;
  const left = leftBy(cohort, exitEntryId);
  const to = arrivingAt(cohort, command.to);
  const taken = takeFor(cohort, 'record-return', { ...command, from: left }, now);
  return [
    { type: 'ReturnRecorded', data: { exitEntryId, occurredOn, basis: stated(basis), moved: [{ ...taken, to }] } },
  ];
}

/** Where the people of an exit went. @throws Rejected where there is no such exit, or they died */
function leftBy(cohort: KnownCohort, exitEntryId: string): Whereabouts {
  const exit = standingEntries(cohort).find(({ id, type }) => id === exitEntryId && type === 'ExitRecorded');
  if (exit === undefined) throw new Rejected('exit-not-found', { entryId: exitEntryId });
  const to = exit.bookings[0]!.to!;
  if (to.exit === 'died') throw new Rejected('exit-is-final', { entryId: exitEntryId });
  return to;
}

/** Says of the Detaining Power and of the Power of origin what goes without saying, and keeps to the rules of each stage. */
function arrivingAt(cohort: KnownCohort, { stage, country, place, runBy }: ReturnedTo): Whereabouts {
  switch (stage) {
    case 'custody':
      return whereabouts(stage, { country: country ?? cohort.detainingPower, place, runBy: runBy ?? cohort.custodian });
    case 'interim-care':
      if (country !== null && country !== undefined) inThirdCountry(cohort, country);
      return whereabouts(stage, { country, place });
    case 'repatriated':
      return whereabouts(stage, { country: inThePowerOfOrigin(cohort, country), place });
    case 'rehabilitation':
      return whereabouts(stage, { country: country ?? cohort.powerOfOrigin, place, runBy });
    case 'released':
    case 'in-transit':
      return whereabouts(stage, { country, place });
  }
}
