import { exactly } from '#cases';
import type { CaseFiles } from './case-files.js';

export const SERVICEMEN = 'ru-pow-2025-08-24';
export const RESIDENTS = 'kursk-2025-08-24';
export const EXCHANGE = '2025-08-24';

const RU_MOD = {
  source: 'ru-mod',
  url: 'https://t.me/example',
  publishedOn: '2025-08-24',
  reliability: 'F',
  credibility: '6',
};

/** The exchange of 24 August 2025: 146 prisoners of war and 8 civilians of the Kursk region come to Belarus. */
export async function arriveInBelarus(files: CaseFiles): Promise<void> {
  await files.send('RegisterCohort', SERVICEMEN, {
    cohortId: SERVICEMEN,
    name: 'Russian servicemen, 24 August 2025',
    category: 'prisoner-of-war',
    powerOfOrigin: 'RU',
    detainingPower: 'UA',
    headcount: exactly(146),
    legalStatus: 'prisoner of war',
    basis: RU_MOD,
  });
  const residents = {
    cohortId: RESIDENTS,
    name: 'Residents of the Kursk region',
    category: 'civilian',
    powerOfOrigin: 'RU',
    detainingPower: 'UA',
    headcount: exactly(8),
  };
  await files.send('RecordExchange', EXCHANGE, {
    exchangeId: EXCHANGE,
    occurredOn: '2025-08-24',
    place: null,
    intermediaries: ['AE'],
    basis: RU_MOD,
    legs: [
      { cohortId: SERVICEMEN, headcount: exactly(146), terms: 'exchange' },
      { register: residents, headcount: exactly(8), terms: 'exchange' },
    ],
  });
  await files.send('MarkInTransit', SERVICEMEN, {
    destination: { country: 'BY' },
    occurredOn: '2025-08-24',
    expectedOn: '2025-08-24',
  });
  await files.send('AdmitToInterimCare', SERVICEMEN, {
    place: { country: 'BY', name: null },
    services: ['medical', 'psychological'],
    occurredOn: '2025-08-24',
    expectedDays: 14,
  });
}

/** 138 of them go on to Russia for rehabilitation. */
export async function goHome(files: CaseFiles): Promise<void> {
  const people = { headcount: exactly(138) };
  await files.send('MarkInTransit', SERVICEMEN, {
    ...people,
    from: { stage: 'interim-care' },
    destination: { country: 'RU' },
    occurredOn: '2025-09-01',
  });
  await files.send('MarkRepatriated', SERVICEMEN, {
    ...people,
    from: { stage: 'in-transit' },
    place: { country: 'RU' },
    occurredOn: '2025-09-01',
  });
  await files.send('BeginRehabilitation', SERVICEMEN, {
    ...people,
    facility: { country: 'RU', name: 'a Ministry of Defence facility' },
    operator: 'Russian Ministry of Defence',
    services: ['medical', 'psychological'],
    occurredOn: '2025-09-02',
  });
}
