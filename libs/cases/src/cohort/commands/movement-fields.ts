import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { Basis } from '../../values/basis.js';
import { IsCountry, IsEdtf, IsFigure, IsLine, Nested } from '../../values/decorators.js';
import type { EdtfDate } from '../../values/edtf.js';
import type { Figure } from '../../values/figure.js';
import { EXIT_KINDS, STAGES, type ExitKind, type Stage } from '../stages.js';

/**
 * Where people are, as far as it takes to tell one of the cohort's positions from the others: what is left out fits
 * all, null fits what is not stated.
 */
export class PositionChoice {
  @IsIn(STAGES)
  stage!: Stage;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  country?: string | null;

  /** Facility, town or crossing point. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  place?: string | null;

  /** The custodian in custody, the operator in rehabilitation. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  runBy?: string | null;

  /** How people left the way home, for those who did. */
  @IsOptional()
  @IsIn(EXIT_KINDS)
  exit?: ExitKind | null;
}

/** What every entry of a case file may state about itself. */
export class EntryFields {
  /** When it happened: an EDTF date that may be coarse (`2025-08`), uncertain (`2025-08-24?`) or null (not stated). */
  @IsOptional()
  @IsEdtf()
  occurredOn?: EdtfDate | null;

  /** Who says so. Without it the entry counts as unsourced. */
  @IsOptional()
  @Nested(() => Basis)
  basis?: Basis | null;
}

/** What every movement of people may state. */
export class MovementFields extends EntryFields {
  /** How many; left out: all who are there. */
  @IsOptional()
  @IsFigure()
  headcount?: Figure | null;

  /** Where they are taken from; needed only where more than one position would fit. */
  @IsOptional()
  @Nested(() => PositionChoice)
  from?: PositionChoice | null;
}
