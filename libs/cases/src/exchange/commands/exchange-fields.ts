import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { TERMS, CATEGORIES, type Category, type Terms } from '../../cohort/events.js';
import { EntryFields, MovementFields } from '../../cohort/commands/movement-fields.js';
import { RegisterCohort } from '../../cohort/commands/register-cohort.js';
import { IsCountry, IsFigure, IsId, Nested, NotWith } from '../../values/decorators.js';
import type { Figure } from '../../values/figure.js';
import { Place } from '../../values/place.js';

/** One group that changes hands: of a cohort that is registered, or of one that the leg registers. */
export class ExchangeLeg extends MovementFields {
  /** The cohort, if it is registered. */
  @ValidateIf(({ register }: ExchangeLeg) => register === undefined || register === null)
  @IsId()
  cohortId?: string | null;

  /** The cohort to register, if it is not. */
  @IsOptional()
  @NotWith('cohortId')
  @Nested(() => RegisterCohort)
  register?: RegisterCohort | null;

  /** `unilateral`: released outside the exchange, e.g. the severely wounded. Left out: `exchange`. */
  @IsOptional()
  @IsIn(TERMS)
  terms?: Terms | null;
}

/** What an exchange states, whether it is planned or took place. */
export class ExchangeFields extends EntryFields {
  /** Chosen by the client, for ever. */
  @IsId()
  exchangeId!: string;

  /** Where; left out: not stated. */
  @IsOptional()
  @Nested(() => Place)
  place?: Place | null;

  /** Who mediated: ISO 3166-1 alpha-2 codes. Empty: nobody did. Left out or null: not stated. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsCountry({ each: true })
  intermediaries?: string[] | null;

  /** Who goes which way. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Nested(() => ExchangeLeg, { each: true })
  legs!: ExchangeLeg[];
}

/** Which people of the exchange a figure is about: those of a leg, or a line that need not be as fine as the legs are. */
export class LineChoice {
  /** Number of a leg, from 1: the figure is about everyone who goes that way on those terms. */
  @IsOptional()
  @NotWith('powerOfOrigin')
  @IsInt()
  @Min(1)
  @Max(100)
  leg?: number | null;

  /** Whose people: ISO 3166-1 alpha-2. */
  @ValidateIf(({ leg }: LineChoice) => leg === undefined || leg === null)
  @IsCountry()
  powerOfOrigin?: string | null;

  /** Left out: the claim does not tell prisoners of war from civilians. */
  @IsOptional()
  @NotWith('leg')
  @IsIn(CATEGORIES)
  category?: Category | null;

  /** Left out: the claim does not tell those exchanged from those released outside the exchange. */
  @IsOptional()
  @NotWith('leg')
  @IsIn(TERMS)
  terms?: Terms | null;
}

/** A figure for a line. */
export class FigureForLine extends LineChoice {
  @IsFigure()
  headcount!: Figure;
}
