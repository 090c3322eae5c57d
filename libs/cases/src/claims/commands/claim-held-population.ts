import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { CATEGORIES, type Category } from '../../cohort/events.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import { IsCountry, IsEdtf, IsFigure, IsId, IsLine, Nested } from '../../values/decorators.js';
import { daysOf, type EdtfDate } from '../../values/edtf.js';
import type { Figure } from '../../values/figure.js';
import type { Claim } from '../claim.js';
import { PORTIONS, type Facility, type HeldPopulationClaimed, type Portion } from '../events.js';

/** Where people are said to be held, in one place or in places of a kind. */
export class HeldIn {
  /** ISO 3166-1 alpha-2; left out: not stated. */
  @IsOptional()
  @IsCountry()
  country?: string | null;

  /** Left out: not stated. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  name?: string | null;

  /** The authority that runs it, e.g. `Federal Penal Service`. Left out: not stated. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  managedBy?: string | null;

  /** True where the source says that others say so. Left out: false. */
  @IsOptional()
  @IsBoolean()
  reportedly?: boolean | null;
}

/** Keeps what somebody said of how many are held: a claim beside others, which moves nobody. */
export class ClaimHeldPopulation extends EntryFields {
  /** Chosen by the client, for ever. */
  @IsId()
  claimId!: string;

  /** The Power that holds them: ISO 3166-1 alpha-2. */
  @IsCountry()
  detainingPower!: string;

  /** The Power on which they depend: ISO 3166-1 alpha-2. */
  @IsCountry()
  powerOfOrigin!: string;

  @IsIn(CATEGORIES)
  category!: Category;

  /** Who is counted, in the claimant's words, e.g. `those confirmed by the ICRC`. Left out: not stated. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @IsLine()
  population?: string | null;

  @IsFigure()
  headcount!: Figure;

  /** When it was so: an EDTF date. */
  @IsOptional()
  @IsEdtf()
  asOf?: EdtfDate | null;

  /** The authority that holds them, e.g. `Federal Penal Service`. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  custodian?: string | null;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  legalStatus?: string | null;

  /** Since when they, or many of them, are held: an EDTF date, e.g. `2022-21` (spring 2022). */
  @IsOptional()
  @IsEdtf()
  heldSince?: EdtfDate | null;

  /** How many of them are held since then. Left out: not stated. */
  @IsOptional()
  @IsIn(PORTIONS)
  heldSincePortion?: Portion | null;

  /** Where they are held. Left out: not stated. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Nested(() => HeldIn, { each: true })
  facilities?: HeldIn[] | null;
}

export function claimHeldPopulation(
  command: ClaimHeldPopulation,
  claim: Claim,
  { target, now }: Context,
): HeldPopulationClaimed[] {
  if (claim.status === 'standing') throw new Rejected('claim-exists', { claimId: target });
  const { claimId, detainingPower, powerOfOrigin, category } = command;
  if (detainingPower === powerOfOrigin) throw new Rejected('same-power', { powerOfOrigin });
  for (const date of [command.asOf, command.heldSince, command.occurredOn]) notInFuture(date, now);
  heldBefore(command);
  const {
    population = null,
    asOf = null,
    custodian = null,
    legalStatus = null,
    heldSince = null,
    occurredOn = null,
  } = command;
  const { heldSincePortion, facilities } = command;
  if (heldSincePortion && heldSince === null) throw new Rejected('portion-of-nothing', { heldSincePortion });
  const further = {
    ...(heldSincePortion && { heldSincePortion }),
    ...(facilities && { facilities: facilities.map(facilityOf) }),
  };
  const who = { detainingPower, powerOfOrigin, category, population, custodian, legalStatus, heldSince };
  const data = {
    claimId,
    ...who,
    ...further,
    people: command.headcount,
    asOf,
    occurredOn: occurredOn ?? asOf,
    basis: stated(command.basis),
  };
  return [{ type: 'HeldPopulationClaimed', data }];
}

function facilityOf({ country = null, name = null, managedBy = null, reportedly }: HeldIn): Facility {
  return { country, name, managedBy, reportedly: reportedly ?? false };
}

/** Nobody was held on a day before they were taken. */
function heldBefore({ heldSince, asOf }: ClaimHeldPopulation): void {
  const since = heldSince ? (daysOf(heldSince)?.earliest ?? null) : null;
  const until = asOf ? (daysOf(asOf)?.latest ?? null) : null;
  if (since !== null && until !== null && since > until) {
    throw new Rejected('period-reversed', { heldSince: heldSince!, asOf: asOf! });
  }
}
