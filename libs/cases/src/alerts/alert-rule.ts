import type { Stage } from '../cohort/stages.js';
import { inWords, type Figure } from '../values/figure.js';

interface Stayed {
  readonly stage: Stage;
  /** From when their stay is counted. */
  readonly arrived: string;
  readonly days: number;
}

/** Nobody says how many they are. */
export interface FigureNotStatedRule {
  readonly code: 'figure-not-stated';
  readonly facts: { readonly stage: Stage; readonly people: Figure };
}

/** They were expected by a day that has passed. */
export interface ArrivalExpectedRule {
  readonly code: 'arrival-expected';
  readonly facts: { readonly expected: string };
}

/** They have been in a stage for longer than the pathway allows. */
export interface LongerThanPathwayRule {
  readonly code: 'longer-than-pathway';
  readonly facts: Stayed & { readonly limitDays: number; readonly pathway: string };
}

/** They have been in a stage for longer than was expected when they came. */
export interface LongerThanExpectedRule {
  readonly code: 'longer-than-expected';
  readonly facts: Stayed & { readonly expectedDays: number };
}

/** Nobody has confirmed where they are since a day. */
export interface NotConfirmedRule {
  readonly code: 'not-confirmed';
  readonly facts: { readonly seen: string; readonly confirmDays: number };
}

/** The receiving side has not confirmed a handover. */
export interface NotAcknowledgedRule {
  readonly code: 'not-acknowledged';
  readonly facts: { readonly handedOver: string; readonly acknowledgeDays: number };
}

/** Sources do not say the same of those of a line. */
export interface SourcesDifferRule {
  readonly code: 'sources-differ';
  readonly facts: { readonly line: string };
}

/** A figure was accepted, and the cohort counts otherwise. */
export interface AcceptedFigureDiffersRule {
  readonly code: 'accepted-figure-differs';
  readonly facts: { readonly line: string; readonly accepted: Figure; readonly own: Figure };
}

/** Entries name no source. */
export interface NoSourceRule {
  readonly code: 'no-source';
  readonly facts: { readonly entries: number };
}

/** Why an alert holds: the rule that raised it, and what the rule saw. Days are `YYYY-MM-DD`. */
export type AlertRule =
  | FigureNotStatedRule
  | ArrivalExpectedRule
  | LongerThanPathwayRule
  | LongerThanExpectedRule
  | NotConfirmedRule
  | NotAcknowledgedRule
  | SourcesDifferRule
  | AcceptedFigureDiffersRule
  | NoSourceRule;

/** A rule as a sentence, for files that people read. */
export function ruleInWords({ code, facts }: AlertRule): string {
  switch (code) {
    case 'figure-not-stated':
      return `How many people are in ${facts.stage} is ${inWords(facts.people)}.`;
    case 'arrival-expected':
      return `They were expected by ${facts.expected}, and nobody recorded an arrival.`;
    case 'longer-than-pathway':
      return `In ${facts.stage} since ${facts.arrived}: ${facts.days} days, where the pathway "${facts.pathway}" allows ${facts.limitDays}.`;
    case 'longer-than-expected':
      return `In ${facts.stage} since ${facts.arrived}: ${facts.days} days, where ${facts.expectedDays} were expected.`;
    case 'not-confirmed':
      return `Nobody has confirmed where they are since ${facts.seen}; it should be confirmed every ${facts.confirmDays} days.`;
    case 'not-acknowledged':
      return `Handed over on ${facts.handedOver}; the receiving side has not confirmed it within ${facts.acknowledgeDays} days.`;
    case 'sources-differ':
      return `Sources do not say the same of ${facts.line}.`;
    case 'accepted-figure-differs':
      return `Of ${facts.line}, ${inWords(facts.accepted)} was accepted, and by the cohort's own file it is ${inWords(facts.own)}.`;
    case 'no-source':
      return 'No source is named for these entries.';
  }
}
