import type { Send } from '../log.js';
import { exact, FULL, SERVICEMEN, type Id } from './values.js';

/** What is said, and not said, besides figures and places; where people are held; and what rests on a stored statement. */
export async function said(send: Send, id: Id): Promise<void> {
  const people = id('said');
  await send('RegisterCohort', people, { cohortId: people, name: 'Servicemen', ...SERVICEMEN, headcount: exact(5) });
  const about = { kind: 'cohort', id: people };
  const observe = (name: string, fields: object) =>
    send('RecordObservation', id(name), { observationId: id(name), about, ...fields });
  await observe('silent', { topic: 'condition', says: 'not-specified' });
  await observe('commented', { topic: 'public-comment', says: 'declined', party: 'AE', ...FULL });
  await send('RetractObservation', id('silent'), { reason: 'It was said elsewhere' });
  await send('RetractObservation', id('commented'), { reason: 'It was said elsewhere', ...FULL });

  const statementId = id('stored');
  const stored = { sha256: '0'.repeat(64), mediaType: 'text/html', bytes: 5, method: 'download', collector: 'Field office' };
  await send('RegisterSource', id('speaker'), { sourceId: id('speaker'), name: 'A speaker', kind: 'media' });
  await send('CaptureStatement', statementId, {
    statementId,
    sourceId: id('speaker'),
    capturedAt: '2025-08-25T12:00:00.000Z',
    ...stored,
  });
  const claimId = id('held-in');
  await send('ClaimHeldPopulation', claimId, {
    claimId,
    ...SERVICEMEN,
    headcount: exact(5),
    heldSince: '2022-21',
    heldSincePortion: 'many',
    facilities: [{ managedBy: 'A service', reportedly: true }, { country: 'UA', name: 'A camp' }],
    basis: { source: id('speaker'), statement: statementId },
  });
}
