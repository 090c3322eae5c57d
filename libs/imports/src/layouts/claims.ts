import { CATEGORIES, claim, claimUseCases, ClaimHeldPopulation } from '#cases';
import { compareClaim } from '../comparing/compare-claim.js';
import { idFrom } from '../values/slug.js';
import { BASIS_POINTERS, basisColumns, basisIn } from './basis-columns.js';
import type { Layout } from './layout.js';
import { useCaseOf } from './use-case-of.js';

/** One row a claim of how many are held. */
export const claims: Layout = {
  kind: 'claims',
  row: "a claim of how many of one Power's people another Power holds",
  columns: [
    { name: 'id', meaning: 'Id of the claim. Empty: made of date, Powers, category and source.', example: '' },
    { name: 'as_of', meaning: 'When it was so: an EDTF date.', example: '2025-08-22' },
    { name: 'detaining_power', meaning: 'The Power that holds them.', example: 'RU', required: true },
    { name: 'power_of_origin', meaning: 'The Power on which they depend.', example: 'UA', required: true },
    { name: 'category', meaning: `${CATEGORIES.join(' or ')}.`, example: 'prisoner-of-war', required: true },
    { name: 'figure', meaning: 'How many.', example: 'about 6000', required: true },
    { name: 'population', meaning: 'Who is counted, as the claimant puts it. Empty: not stated.', example: '' },
    { name: 'custodian', meaning: 'The authority that holds them.', example: 'Federal Penal Service' },
    { name: 'legal_status', meaning: 'As the claimant puts it.', example: '' },
    { name: 'held_since', meaning: 'Since when they, or many of them, are held: an EDTF date.', example: '2022-21' },
    ...basisColumns({ required: true }),
  ],
  model: claim,
  compare: compareClaim,
  reader: () => (cells) => {
    const [holder, power] = [cells.needed('detaining_power'), cells.needed('power_of_origin')];
    const [category, source] = [cells.needed('category'), cells.needed('source')];
    const asOf = cells.date('as_of');
    cells.needed('figure');
    const claimId = cells.text('id') ?? idFrom(asOf ?? 'undated', power, 'in', holder, category, source);
    const command = {
      claimId,
      asOf,
      detainingPower: cells.country('detaining_power') ?? holder,
      powerOfOrigin: cells.country('power_of_origin') ?? power,
      category: cells.choice('category', CATEGORIES),
      headcount: cells.figure('figure'),
      population: cells.text('population'),
      custodian: cells.text('custodian'),
      legalStatus: cells.text('legal_status'),
      heldSince: cells.date('held_since'),
      basis: basisIn(cells),
    };
    if (cells.errors.length > 0) return undefined;
    const useCase = useCaseOf(claimUseCases, ClaimHeldPopulation);
    return { key: claimId, steps: [{ useCase, target: claimId, command, columns: CLAIM_POINTERS }] };
  },
};

/** Which column each member of a claim comes from. */
const CLAIM_POINTERS = {
  '/claimId': 'id',
  '/asOf': 'as_of',
  '/detainingPower': 'detaining_power',
  '/powerOfOrigin': 'power_of_origin',
  '/category': 'category',
  '/headcount': 'figure',
  '/population': 'population',
  '/custodian': 'custodian',
  '/legalStatus': 'legal_status',
  '/heldSince': 'held_since',
  ...BASIS_POINTERS,
} as const;
