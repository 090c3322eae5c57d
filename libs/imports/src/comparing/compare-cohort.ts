import { CorrectHeadcount, cohortUseCases, type CohortRegistered, type RegisterCohort } from '#cases';
import type { Stated, ImportStep } from '../layouts/import-step.js';
import { useCaseOf } from '../layouts/use-case-of.js';
import { basisPairs, differencesOf, figurePair, type Comparison } from './comparison.js';
import type { Opening } from './opening.js';

/** Holds a row of cohorts against the registration. A headcount that differs becomes a correction; the rest cannot be said again. */
export function compareCohort(row: Stated, { event }: Opening): Comparison | undefined {
  if (event === undefined) return undefined;
  const recorded = event.data as CohortRegistered['data'];
  const [step] = row.steps;
  const proposed = step.command as RegisterCohort;
  const custody = recorded.moved[0]!.to!;
  const headcount = differencesOf(figurePair('headcount', recorded.headcount, proposed.headcount!));
  const rest = differencesOf([
    ['name', recorded.name, proposed.name],
    ['category', recorded.category, proposed.category],
    ['power_of_origin', recorded.powerOfOrigin, proposed.powerOfOrigin],
    ['detaining_power', recorded.detainingPower, proposed.detainingPower],
    ['date', recorded.occurredOn, proposed.occurredOn],
    ['place_country', custody.country, proposed.place?.country ?? proposed.detainingPower],
    ['place', custody.place, proposed.place?.name],
    ['custodian', recorded.custodian, proposed.custodian],
    ['custody_since', recorded.custodySince, proposed.custodySince],
    ['legal_status', recorded.legalStatus, proposed.legalStatus],
    // A correction has a basis of its own.
    ...(headcount.length > 0 ? [] : basisPairs(recorded.basis, proposed.basis)),
  ]);
  if (rest.length > 0) return { outcome: 'conflict', differences: [...headcount, ...rest] };
  if (headcount.length === 0) return { outcome: 'unchanged' };
  return { outcome: 'amended', differences: headcount, steps: [correction(step, proposed)] };
}

function correction({ target, columns }: ImportStep, { headcount, occurredOn, basis }: RegisterCohort): ImportStep {
  return {
    useCase: useCaseOf(cohortUseCases, CorrectHeadcount),
    target,
    command: {
      counted: headcount,
      at: { stage: 'custody' },
      reason: 'An imported table states another figure.',
      occurredOn,
      basis,
    },
    columns: { ...columns, '/counted': 'headcount' },
  };
}
