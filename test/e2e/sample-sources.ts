import { BASIS } from './sample-requests.js';

/** Who speaks in the reference case, and what was said of those still held. */
export const SOURCE = {
  sourceId: 'ru-mod',
  name: 'Russian Ministry of Defence',
  publisher: 'Telegram',
  kind: 'armed-forces',
  party: 'RU',
};

/** The channel's page as it was saved. */
export const COPY = '<!doctype html><title>146 servicemen were returned</title>';

/** Without what the upload of the copy is answered with: its hash, type and length. */
export const STATEMENT = {
  statementId: 'ru-mod-2025-08-24',
  sourceId: SOURCE.sourceId,
  url: 'https://t.me/example',
  publishedOn: '2025-08-24',
  capturedAt: '2025-08-24T15:00:00Z',
  method: 'download',
  collector: 'Field office',
};

export const CLAIM = {
  claimId: 'ua-in-ru-2025-08-22',
  detainingPower: 'RU',
  powerOfOrigin: 'UA',
  category: 'prisoner-of-war',
  headcount: { kind: 'about', value: 6000 },
  asOf: '2025-08-22',
  custodian: 'Federal Penal Service',
  heldSince: '2022-21',
  basis: { ...BASIS, source: 'law-enforcement' },
};

export const TOTAL = {
  totalId: 'ae-2025-08-24',
  claimant: 'United Arab Emirates',
  total: { kind: 'exact', value: 4641 },
  asOf: '2025-08-24',
  rule: { intermediaries: ['AE'] },
  basis: { ...BASIS, source: 'ae-mofa' },
};
