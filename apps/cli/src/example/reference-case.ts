/** A request as a client would send it. */
export interface ExampleRequest {
  /** When the news of it came. */
  readonly recordedAt: string;
  readonly says: string;
  readonly path: string;
  readonly body: object;
}

const RUSSIAN_MINISTRY = {
  source: 'ru-mod',
  url: 'https://t.me/mod_russia',
  publishedOn: '2025-08-24',
  reliability: 'F',
  credibility: '6',
};
const UKRAINIAN_STAFF = {
  source: 'ua-coordination-headquarters',
  publishedOn: '2025-08-24',
  reliability: 'F',
  credibility: '6',
};
const SERVICEMEN = 'ru-pow-2025-08-24';

const exactly = (value: number) => ({ kind: 'exact', value });

/** The exchange of 24 August 2025, as its parties told it, and the way home of the people exchanged. */
export const REFERENCE_CASE: readonly ExampleRequest[] = [
  {
    recordedAt: '2025-08-24T15:00:00.000Z',
    says: 'A caseworker registers 146 Russian servicemen in Ukrainian custody',
    path: '/cohorts',
    body: {
      cohortId: SERVICEMEN,
      name: 'Russian servicemen, 24 August 2025',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      headcount: exactly(146),
      occurredOn: null,
      custodian: null,
      custodySince: null,
      legalStatus: 'prisoner of war',
      basis: RUSSIAN_MINISTRY,
    },
  },
  {
    recordedAt: '2025-08-24T15:05:00.000Z',
    says: 'The exchange: they are handed over, and with them 8 residents of the Kursk region; the United Arab Emirates mediate',
    path: '/exchanges',
    body: {
      exchangeId: '2025-08-24',
      occurredOn: '2025-08-24',
      place: null,
      intermediaries: ['AE'],
      basis: RUSSIAN_MINISTRY,
      legs: [
        { cohortId: SERVICEMEN, headcount: exactly(146), terms: 'exchange' },
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
    },
  },
  {
    recordedAt: '2025-08-24T15:10:00.000Z',
    says: 'What the Russian Ministry of Defence says of those who went to Ukraine',
    path: '/exchanges/2025-08-24/add-exchange-report',
    body: {
      basis: RUSSIAN_MINISTRY,
      figures: [{ powerOfOrigin: 'UA', category: 'prisoner-of-war', terms: 'exchange', headcount: exactly(146) }],
    },
  },
  {
    recordedAt: '2025-08-24T17:30:00.000Z',
    says: 'What Ukraine says: 8 civilians came back; how many servicemen, it does not state',
    path: '/exchanges/2025-08-24/add-exchange-report',
    body: {
      basis: UKRAINIAN_STAFF,
      figures: [
        { powerOfOrigin: 'UA', category: 'prisoner-of-war', terms: 'exchange', headcount: { kind: 'not-stated' } },
        { powerOfOrigin: 'UA', category: 'civilian', terms: 'exchange', headcount: exactly(8) },
      ],
    },
  },
  {
    recordedAt: '2025-08-24T19:00:00.000Z',
    says: 'The servicemen set out for Belarus',
    path: `/cohorts/${SERVICEMEN}/mark-in-transit`,
    body: { destination: { country: 'BY' }, occurredOn: '2025-08-24', expectedOn: '2025-08-24' },
  },
  {
    recordedAt: '2025-08-24T20:40:00.000Z',
    says: 'In Belarus they are given medical and psychological care',
    path: `/cohorts/${SERVICEMEN}/admit-to-interim-care`,
    body: {
      place: { country: 'BY', name: null },
      services: ['medical', 'psychological'],
      occurredOn: '2025-08-24',
      expectedDays: 14,
    },
  },
  {
    recordedAt: '2025-09-01T09:15:00.000Z',
    says: '138 of them set out for Russia; 8 stay in care',
    path: `/cohorts/${SERVICEMEN}/mark-in-transit`,
    body: {
      headcount: exactly(138),
      from: { stage: 'interim-care' },
      destination: { country: 'RU' },
      occurredOn: '2025-09-01',
    },
  },
  {
    recordedAt: '2025-09-01T18:20:00.000Z',
    says: 'The 138 arrive in Russia',
    path: `/cohorts/${SERVICEMEN}/mark-repatriated`,
    body: {
      headcount: exactly(138),
      from: { stage: 'in-transit' },
      place: { country: 'RU' },
      occurredOn: '2025-09-01',
    },
  },
  {
    recordedAt: '2025-09-02T10:00:00.000Z',
    says: 'Their rehabilitation begins in a facility of the Ministry of Defence',
    path: `/cohorts/${SERVICEMEN}/begin-rehabilitation`,
    body: {
      headcount: exactly(138),
      facility: { country: 'RU', name: 'a Ministry of Defence facility' },
      operator: 'Russian Ministry of Defence',
      services: ['medical', 'psychological'],
      occurredOn: '2025-09-02',
    },
  },
];

/** What was heard of late: in September, and of August. */
export const LATE_NEWS: readonly ExampleRequest[] = [
  {
    recordedAt: '2025-09-02T16:00:00.000Z',
    says: 'Heard of in September: the residents of the Kursk region set out for Belarus on 24 August as well',
    path: '/cohorts/kursk-2025-08-24/mark-in-transit',
    body: { destination: { country: 'BY' }, occurredOn: '2025-08-24', basis: RUSSIAN_MINISTRY },
  },
  {
    recordedAt: '2025-09-02T16:00:00.000Z',
    says: 'and were given care there from that day on',
    path: '/cohorts/kursk-2025-08-24/admit-to-interim-care',
    body: {
      place: { country: 'BY', name: null },
      services: ['medical', 'psychological'],
      occurredOn: '2025-08-24',
      basis: RUSSIAN_MINISTRY,
    },
  },
];
