import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { CATEGORIES, TERMS, type Category, type Terms } from '../../cohort/events.js';
import { IsCountry, IsEdtf, IsId } from '../../values/decorators.js';
import type { EdtfDate } from '../../values/edtf.js';

/** Which exchanges, and whom of them, a running total takes in. What is left out does not narrow it. Data, not code. */
export class InclusionRuleFields {
  /** Exchanges with at least one of these intermediaries: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsCountry({ each: true })
  intermediaries?: string[] | null;

  /** Those going home to these Powers: one for a one-sided count. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsCountry({ each: true })
  powersOfOrigin?: string[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(CATEGORIES.length)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  categories?: Category[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TERMS.length)
  @ArrayUnique()
  @IsIn(TERMS, { each: true })
  terms?: Terms[] | null;

  /** The first day that it counts: an EDTF date. */
  @IsOptional()
  @IsEdtf()
  from?: EdtfDate | null;

  /** Exchanges that it counts although the rest of the rule would leave them out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsId({ each: true })
  includes?: string[] | null;

  /** Exchanges that it does not count although the rest of the rule would take them in. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsId({ each: true })
  excludes?: string[] | null;
}
