import type { Send } from '../log.js';
import { exact, FULL, SERVICEMEN, type Id } from './values.js';

/** Entries that were said wrongly and are put right, with those that follow. */
export async function amendments(send: Send, id: Id): Promise<void> {
  const wrong = id('wrong');
  const reason = 'A slip of the pen';
  const basis = { source: 'ua-staff' };
  const [registered] = await send('RegisterCohort', wrong, { cohortId: wrong, name: 'Servicemen', ...SERVICEMEN, headcount: exact(9) });
  const exchangeId = id('x-wrong');
  await send('RecordExchange', exchangeId, { exchangeId, legs: [{ cohortId: wrong, headcount: exact(8) }], ...FULL });
  const [admitted] = await send('AdmitToInterimCare', wrong, { place: { country: 'BY' }, ...FULL });
  await send('MarkInTransit', wrong, { from: { stage: 'interim-care' }, destination: { country: 'RU' } });
  await send('MarkRepatriated', wrong, { from: { stage: 'in-transit' } });
  const [begun] = await send('BeginRehabilitation', wrong, { operator: 'A ministry' });
  const [seen] = await send('ConfirmWhereabouts', wrong, { at: { stage: 'rehabilitation' } });
  await send('AmendEntry', wrong, { entryId: admitted, reason, place: { country: 'BY', name: 'Gomel' }, services: ['medical'] });
  await send('AmendEntry', wrong, { entryId: admitted, reason, occurredOn: null, basis: null });
  await send('AmendEntry', wrong, { entryId: admitted, reason, ...FULL });
  await send('AmendEntry', wrong, { entryId: begun, reason, operator: null, facility: { country: 'RU', name: 'A place' }, basis });
  await send('AmendEntry', wrong, { entryId: begun, reason, operator: 'A ministry' });
  const [fewer] = await send('CorrectHeadcount', wrong, { change: -1, at: { stage: 'rehabilitation' }, reason: 'counted' });
  await send('AmendEntry', wrong, { entryId: fewer, reason, basis });
  await send('AmendEntry', wrong, { entryId: registered, reason, place: { country: 'UA', name: 'A camp' } });
  const terms = [{ leg: 1, terms: 'unilateral' }];
  await send('AmendExchange', exchangeId, { reason, ...FULL, place: { country: 'BY' }, intermediaries: ['AE'], terms });
  await send('AmendExchange', exchangeId, { reason, occurredOn: null, basis: null, place: null, intermediaries: null });
  await send('AmendEntry', wrong, { entryId: seen, reason, occurredOn: '2025-09-01' });
}
