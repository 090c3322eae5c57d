import type { ClaimHeldPopulation, HeldPopulationClaimed, PublishedTotalRecorded, RecordPublishedTotal } from '#cases';
import { digestOf } from '#eventsourcing';
import type { Stated, ImportStep } from '../layouts/import-step.js';
import { basisPairs, differencesOf, figurePair, type Comparison, type Difference } from './comparison.js';
import type { Opening } from './opening.js';

/** Holds a row of claims against the claim recorded. One that differs becomes a further claim: claims stand side by side. */
export function compareClaim(row: Stated, { event }: Opening): Comparison | undefined {
  if (event === undefined) return undefined;
  const recorded = event.data as HeldPopulationClaimed['data'];
  const proposed = row.steps[0].command as ClaimHeldPopulation;
  const differences = differencesOf([
    ['as_of', recorded.asOf, proposed.asOf],
    ['detaining_power', recorded.detainingPower, proposed.detainingPower],
    ['power_of_origin', recorded.powerOfOrigin, proposed.powerOfOrigin],
    ['category', recorded.category, proposed.category],
    ...figurePair('figure', recorded.people, proposed.headcount),
    ['population', recorded.population, proposed.population],
    ['custodian', recorded.custodian, proposed.custodian],
    ['legal_status', recorded.legalStatus, proposed.legalStatus],
    ['held_since', recorded.heldSince, proposed.heldSince],
    ...basisPairs(recorded.basis, proposed.basis),
  ]);
  return beside(row.steps[0], 'claimId', differences);
}

/** Holds a row of totals against the total recorded. One that differs becomes a further total. */
export function compareTotal(row: Stated, { event }: Opening): Comparison | undefined {
  if (event === undefined) return undefined;
  const recorded = event.data as PublishedTotalRecorded['data'];
  const proposed = row.steps[0].command as RecordPublishedTotal;
  const [rule, proposedRule] = [recorded.rule, proposed.rule];
  const differences = differencesOf([
    ['claimant', recorded.claimant, proposed.claimant],
    ['as_of', recorded.asOf, proposed.asOf],
    ...figurePair('total', recorded.total, proposed.total),
    ['intermediaries', rule.intermediaries, proposedRule.intermediaries],
    ['powers_of_origin', rule.powersOfOrigin, proposedRule.powersOfOrigin],
    ['categories', rule.categories, proposedRule.categories],
    ['terms', rule.terms, proposedRule.terms],
    ['from', rule.from, proposedRule.from],
    ['includes', rule.includes, proposedRule.includes],
    ['excludes', rule.excludes, proposedRule.excludes],
    ['remark', recorded.remark, proposed.remark],
    ...basisPairs(recorded.basis, proposed.basis),
  ]);
  return beside(row.steps[0], 'totalId', differences);
}

/** The same command under an id made of what it says, so that it is the same one each time. */
function beside(step: ImportStep, id: string, differences: readonly Difference[]): Comparison {
  if (differences.length === 0) return { outcome: 'unchanged' };
  const digest = digestOf(step.useCase.command.name, step.command, step.target).slice(0, 8);
  const target = `${step.target.slice(0, 91)}-${digest}`;
  return { outcome: 'amended', differences, steps: [{ ...step, target, command: { ...step.command, [id]: target } }] };
}
