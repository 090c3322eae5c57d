import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsCountry, IsEdtf, IsFigure, IsId, IsLine, Nested } from '../../values/decorators.js';
import type { EdtfDate } from '../../values/edtf.js';
import { NOT_STATED, type Figure } from '../../values/figure.js';
import { Place } from '../../values/place.js';
import type { Cohort } from '../cohort.js';
import { CATEGORIES, type Category, type CohortRegistered } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { notInFuture } from '../rules.js';
import { EntryFields } from './movement-fields.js';

/** Opens the case of a cohort in the Detaining Power's custody. */
export class RegisterCohort extends EntryFields {
  /** Chosen by the client, for ever. */
  @IsId()
  cohortId!: string;

  /** What people call the group. Never the name of a person (GC III 13). */
  @IsString()
  @Length(1, 200)
  @IsLine()
  name!: string;

  @IsIn(CATEGORIES)
  category!: Category;

  /** The Power on which they depend: ISO 3166-1 alpha-2. */
  @IsCountry()
  powerOfOrigin!: string;

  /** The Power that holds them: ISO 3166-1 alpha-2. */
  @IsCountry()
  detainingPower!: string;

  /** How many; left out: not stated. */
  @IsOptional()
  @IsFigure()
  headcount?: Figure | null;

  /** Where they are held. */
  @IsOptional()
  @Nested(() => Place)
  place?: Place | null;

  /** The authority that runs the place of detention. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  custodian?: string | null;

  /** Since when they have been held: an EDTF date. */
  @IsOptional()
  @IsEdtf()
  custodySince?: EdtfDate | null;

  /** As the Detaining Power or the source puts it, e.g. `prisoner of war`. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  legalStatus?: string | null;

  /** Whether somebody takes it on, so that alerts are raised about it. Left out: true. */
  @IsOptional()
  @IsBoolean()
  watch?: boolean | null;
}

export function registerCohort(command: RegisterCohort, cohort: Cohort, { now }: Context): CohortRegistered[] {
  if (cohort.status !== 'unknown' && cohort.status !== 'withdrawn')
    throw new Rejected('cohort-exists', { cohortId: command.cohortId });
  if (command.powerOfOrigin === command.detainingPower) {
    throw new Rejected('same-power', { powerOfOrigin: command.powerOfOrigin });
  }
  notInFuture(command.occurredOn, now);
  notInFuture(command.custodySince, now);
  return [registration(command)];
}

/** The event of a registration, no matter who decided on it: the cohort by itself, or a leg of an exchange. */
export function registration(command: RegisterCohort): CohortRegistered {
  const { cohortId, name, category, powerOfOrigin, detainingPower, place } = command;
  const custodian = command.custodian ?? null;
  const headcount = command.headcount ?? NOT_STATED;
  const to = whereabouts('custody', {
    country: place?.country ?? detainingPower,
    place: place?.name,
    runBy: custodian,
  });
  return {
    type: 'CohortRegistered',
    data: {
      cohortId,
      name,
      category,
      powerOfOrigin,
      detainingPower,
      headcount,
      custodian,
      custodySince: command.custodySince ?? null,
      legalStatus: command.legalStatus ?? null,
      partOf: null,
      watched: command.watch ?? true,
      occurredOn: command.occurredOn ?? null,
      basis: stated(command.basis),
      moved: [{ from: null, to, people: headcount, whole: false }],
    },
  };
}
