import { CATEGORIES, cohort, cohortUseCases, RegisterCohort } from '#cases';
import { compareCohort } from '../comparing/compare-cohort.js';
import { BASIS_POINTERS, basisColumns, basisIn } from './basis-columns.js';
import type { Layout } from './layout.js';
import { useCaseOf } from './use-case-of.js';

/** One row a cohort in custody. */
export const cohorts: Layout = {
  kind: 'cohorts',
  row: "a cohort in the Detaining Power's custody",
  columns: [
    { name: 'id', meaning: 'Id of the cohort, for ever.', example: 'ru-pow-2025-08-24', required: true },
    {
      name: 'name',
      meaning: "What people call the group. Never a person's name.",
      example: 'Russian servicemen',
      required: true,
    },
    { name: 'category', meaning: `${CATEGORIES.join(' or ')}.`, example: 'prisoner-of-war', required: true },
    { name: 'power_of_origin', meaning: 'The Power on which they depend.', example: 'RU', required: true },
    { name: 'detaining_power', meaning: 'The Power that holds them.', example: 'UA', required: true },
    { name: 'headcount', meaning: 'How many. Empty: not stated.', example: '146' },
    { name: 'date', meaning: 'When that was so: an EDTF date.', example: '2025-08' },
    { name: 'place_country', meaning: 'Where they are held. Empty: the Detaining Power.', example: '' },
    { name: 'place', meaning: 'The facility or town there.', example: '' },
    { name: 'custodian', meaning: 'The authority that runs the place.', example: '' },
    { name: 'custody_since', meaning: 'Since when they have been held: an EDTF date.', example: '2022-21' },
    { name: 'legal_status', meaning: 'As the Detaining Power or the source puts it.', example: 'prisoner of war' },
    ...basisColumns({ required: false }),
  ],
  model: cohort,
  compare: compareCohort,
  reader:
    (_, { watch }) =>
    (cells) => {
      const cohortId = cells.needed('id');
      const [name, power, holder] = [
        cells.needed('name'),
        cells.needed('power_of_origin'),
        cells.needed('detaining_power'),
      ];
      const country = cells.country('place_country');
      const place = cells.text('place');
      if (country === null && place !== null)
        cells.fail('place_country', 'required', 'is needed where a place is named');
      cells.needed('category');
      const command = {
        cohortId,
        name,
        category: cells.choice('category', CATEGORIES),
        powerOfOrigin: cells.country('power_of_origin') ?? power,
        detainingPower: cells.country('detaining_power') ?? holder,
        headcount: cells.figure('headcount'),
        occurredOn: cells.date('date'),
        place: country === null ? null : { country, name: place },
        custodian: cells.text('custodian'),
        custodySince: cells.date('custody_since'),
        legalStatus: cells.text('legal_status'),
        watch,
        basis: basisIn(cells),
      };
      if (cells.errors.length > 0) return undefined;
      const useCase = useCaseOf(cohortUseCases, RegisterCohort);
      return { key: cohortId, steps: [{ useCase, target: cohortId, command, columns: COHORT_POINTERS }] };
    },
};

/** Which column each member of a registration comes from. */
const COHORT_POINTERS = {
  '/cohortId': 'id',
  '/name': 'name',
  '/category': 'category',
  '/powerOfOrigin': 'power_of_origin',
  '/detainingPower': 'detaining_power',
  '/headcount': 'headcount',
  '/occurredOn': 'date',
  '/place': 'place',
  '/place/country': 'place_country',
  '/custodian': 'custodian',
  '/custodySince': 'custody_since',
  '/legalStatus': 'legal_status',
  ...BASIS_POINTERS,
} as const;
