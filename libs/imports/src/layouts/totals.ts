import { CATEGORIES, claimUseCases, publishedTotal, RecordPublishedTotal, TERMS } from '#cases';
import { compareTotal } from '../comparing/compare-claim.js';
import { idFrom } from '../values/slug.js';
import { BASIS_POINTERS, basisColumns, basisIn } from './basis-columns.js';
import type { Layout } from './layout.js';
import { useCaseOf } from './use-case-of.js';

/** One row a running total, with the rule of what it counts. */
export const totals: Layout = {
  kind: 'totals',
  row: "a claimant's running total of people exchanged, with what it counts",
  columns: [
    { name: 'id', meaning: 'Id of the total. Empty: made of claimant and date.', example: '' },
    {
      name: 'claimant',
      meaning: 'Who keeps the count. Totals of one claimant are steps of one count.',
      example: 'UAE',
      required: true,
    },
    { name: 'as_of', meaning: 'The last day that it counts: an EDTF date.', example: '2025-08-24', required: true },
    { name: 'total', meaning: 'How many.', example: '4641', required: true },
    {
      name: 'intermediaries',
      meaning: 'Counts exchanges with one of these: country codes. Empty: any.',
      example: 'AE',
    },
    { name: 'powers_of_origin', meaning: 'Counts those who go home to these Powers. Empty: both sides.', example: '' },
    { name: 'categories', meaning: `Counts these: ${CATEGORIES.join(', ')}. Empty: all.`, example: 'prisoner-of-war' },
    { name: 'terms', meaning: `Counts these: ${TERMS.join(', ')}. Empty: all.`, example: '' },
    { name: 'from', meaning: 'The first day that it counts: an EDTF date.', example: '' },
    { name: 'includes', meaning: 'Exchanges that it counts all the same: ids.', example: '' },
    { name: 'excludes', meaning: 'Exchanges that it does not count all the same: ids.', example: '' },
    { name: 'remark', meaning: "What the claimant says besides. Never a person's name.", example: '17th mediation' },
    ...basisColumns({ required: false }),
  ],
  model: publishedTotal,
  compare: compareTotal,
  reader: () => (cells) => {
    const claimant = cells.needed('claimant');
    const asOf = cells.date('as_of');
    cells.needed('as_of');
    cells.needed('total');
    const totalId = cells.text('id') ?? idFrom(claimant, asOf ?? '');
    const command = {
      totalId,
      claimant,
      asOf,
      total: cells.figure('total'),
      rule: {
        intermediaries: orNull(cells.countries('intermediaries')),
        powersOfOrigin: orNull(cells.countries('powers_of_origin')),
        categories: orNull(cells.choices('categories', CATEGORIES)),
        terms: orNull(cells.choices('terms', TERMS)),
        from: cells.date('from'),
        includes: cells.list('includes'),
        excludes: cells.list('excludes'),
      },
      remark: cells.text('remark'),
      basis: basisIn(cells),
    };
    if (cells.errors.length > 0) return undefined;
    const useCase = useCaseOf(claimUseCases, RecordPublishedTotal);
    return { key: totalId, steps: [{ useCase, target: totalId, command, columns: TOTAL_POINTERS }] };
  },
};

/** What is empty does not narrow the rule. */
function orNull<Value>(values: Value[]): Value[] | null {
  return values.length === 0 ? null : values;
}

/** Which column each member of a published total comes from. */
const TOTAL_POINTERS = {
  '/totalId': 'id',
  '/claimant': 'claimant',
  '/asOf': 'as_of',
  '/total': 'total',
  '/rule/intermediaries': 'intermediaries',
  '/rule/powersOfOrigin': 'powers_of_origin',
  '/rule/categories': 'categories',
  '/rule/terms': 'terms',
  '/rule/from': 'from',
  '/rule/includes': 'includes',
  '/rule/excludes': 'excludes',
  '/remark': 'remark',
  ...BASIS_POINTERS,
} as const;
