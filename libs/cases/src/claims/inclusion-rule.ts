import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsISO31661Alpha2, IsOptional } from 'class-validator';
import { CATEGORIES, TERMS, type Category, type Terms } from '../cohort/events.js';
import { IsEdtf, IsId } from '../values/decorators.js';
import type { EdtfDate } from '../values/edtf.js';

/** Which exchanges, and whom of them, a running total takes in. What is left out does not narrow it. Data, not code. */
export class InclusionRuleFields {
  /** Exchanges with at least one of these intermediaries: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsISO31661Alpha2({ each: true })
  intermediaries?: string[] | null;

  /** Those going home to these Powers: one for a one-sided count. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsISO31661Alpha2({ each: true })
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

/** The rule as an event keeps it: null for what does not narrow it. */
export interface InclusionRule {
  readonly intermediaries: readonly string[] | null;
  readonly powersOfOrigin: readonly string[] | null;
  readonly categories: readonly Category[] | null;
  readonly terms: readonly Terms[] | null;
  readonly from: EdtfDate | null;
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
}

/** The rule that takes in everything. */
export const EVERYTHING: InclusionRule = {
  intermediaries: null,
  powersOfOrigin: null,
  categories: null,
  terms: null,
  from: null,
  includes: [],
  excludes: [],
};

export function ruleFrom(fields: InclusionRuleFields): InclusionRule {
  const { intermediaries = null, powersOfOrigin = null, categories = null, terms = null, from = null } = fields;
  return {
    intermediaries,
    powersOfOrigin,
    categories,
    terms,
    from,
    includes: fields.includes ?? [],
    excludes: fields.excludes ?? [],
  };
}
