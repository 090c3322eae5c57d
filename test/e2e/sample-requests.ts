/** The requests of the reference case: the exchange of 24 August 2025, as the API's description gives them. */
export const COHORT = 'ru-pow-2025-08-24';

export const exactly = (value: number) => ({ kind: 'exact', value });

export const BASIS = {
  source: 'ru-mod',
  url: 'https://t.me/example',
  publishedOn: '2025-08-24',
  reliability: 'F',
  credibility: '6',
};

export const REGISTER = {
  cohortId: COHORT,
  name: 'Russian servicemen, 24 August 2025',
  category: 'prisoner-of-war',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
  headcount: exactly(146),
  occurredOn: null,
  custodian: null,
  custodySince: null,
  legalStatus: 'prisoner of war',
  basis: BASIS,
};

export const EXCHANGE = {
  exchangeId: '2025-08-24',
  occurredOn: '2025-08-24',
  place: null,
  intermediaries: ['AE'],
  basis: BASIS,
  legs: [
    { cohortId: COHORT, headcount: exactly(146), terms: 'exchange' },
    {
      register: {
        cohortId: 'kursk-2025-08-24',
        name: 'Residents of the Kursk region',
        category: 'civilian',
        powerOfOrigin: 'RU',
        detainingPower: 'UA',
        headcount: exactly(8),
      },
      headcount: exactly(8),
      terms: 'exchange',
    },
  ],
};

/** A registration with an id of its own. */
export const cohortNamed = (cohortId: string) => ({ ...REGISTER, cohortId });

export const WAY_HOME = [
  ['mark-in-transit', { destination: { country: 'BY' }, occurredOn: '2025-08-24', expectedOn: '2025-08-24' }],
  [
    'admit-to-interim-care',
    {
      place: { country: 'BY', name: null },
      services: ['medical', 'psychological'],
      occurredOn: '2025-08-24',
      expectedDays: 14,
    },
  ],
  [
    'mark-in-transit',
    {
      headcount: exactly(138),
      from: { stage: 'interim-care' },
      destination: { country: 'RU' },
      occurredOn: '2025-09-01',
    },
  ],
  [
    'mark-repatriated',
    {
      headcount: exactly(138),
      from: { stage: 'in-transit' },
      place: { country: 'RU' },
      occurredOn: '2025-09-01',
    },
  ],
  [
    'begin-rehabilitation',
    {
      headcount: exactly(138),
      facility: { country: 'RU', name: 'a Ministry of Defence facility' },
      operator: 'Russian Ministry of Defence',
      services: ['medical', 'psychological'],
      occurredOn: '2025-09-02',
    },
  ],
] as const;
