import type { Category, Terms } from '../cohort/events.js';
import type { EdtfDate } from '../values/edtf.js';
import type { InclusionRuleFields } from './commands/inclusion-rule-fields.js';

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

/** The rule that a command's fields say. An empty list narrows nothing either: nobody keeps a count of no one. */
export function ruleFrom(fields: InclusionRuleFields): InclusionRule {
  return {
    intermediaries: unlessEmpty(fields.intermediaries),
    powersOfOrigin: unlessEmpty(fields.powersOfOrigin),
    categories: unlessEmpty(fields.categories),
    terms: unlessEmpty(fields.terms),
    from: fields.from ?? null,
    includes: fields.includes ?? [],
    excludes: fields.excludes ?? [],
  };
}

function unlessEmpty<Value>(list: readonly Value[] | null | undefined): readonly Value[] | null {
  return list && list.length > 0 ? list : null;
}
