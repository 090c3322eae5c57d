import type { Send } from '../log.js';
import { BARE_BASIS, BASIS, exact, FULL, SERVICEMEN, type Id } from './values.js';

/** From custody home, with every field given, and once more with those left out that may be. */
export async function wayHome(send: Send, id: Id): Promise<void> {
  const given = id('given');
  const bare = id('bare');
  await send('RegisterCohort', given, twenty(given));
  await send('RegisterCohort', bare, twenty(bare));
  const exchanged = await send('RecordExchange', id('way'), {
    exchangeId: id('way'),
    ...FULL,
    legs: [{ cohortId: given, terms: 'exchange' }],
  });
  await send('RecordExchange', id('bare-way'), {
    exchangeId: id('bare-way'),
    legs: [{ cohortId: bare, terms: 'unilateral' }],
  });
  await send('AcknowledgeHandover', given, { entryId: exchanged[1], ...FULL });
  const by = { country: 'BY', name: 'A sanatorium' };
  await send('MarkInTransit', given, { destination: by, expectedOn: '2025-08-24', headcount: exact(19), ...FULL });
  await send('AdmitToInterimCare', given, {
    place: by,
    services: ['medical', 'psychological'],
    expectedDays: 14,
    headcount: exact(18),
    ...peopleIn('in-transit'),
    ...FULL,
  });
  await send('MarkRepatriated', given, {
    place: { country: 'RU', name: 'A crossing point' },
    headcount: exact(17),
    ...peopleIn('interim-care'),
    ...FULL,
  });
  await send('BeginRehabilitation', given, {
    facility: { country: 'RU', name: 'A facility' },
    operator: 'A ministry',
    services: ['documents'],
    headcount: exact(16),
    ...peopleIn('repatriated'),
    ...FULL,
  });
  await send('CompleteRehabilitation', given, { headcount: exact(15), ...peopleIn('rehabilitation'), ...FULL });
  await send('ConfirmWhereabouts', given, { at: { stage: 'rehabilitation' }, ...FULL });
  await send('CorrectHeadcount', given, { at: { stage: 'rehabilitation' }, change: 1, reason: 'Counted again', ...FULL });
  const [counted] = await send('CorrectHeadcount', given, {
    at: { stage: 'rehabilitation' },
    counted: { kind: 'at-least', value: 1 },
    reason: 'Counted again',
  });
  await send('RetractEntry', given, { entryId: counted, reason: 'Counted wrongly', ...FULL });

  await send('MarkInTransit', bare, { destination: { country: 'BY' } });
  await send('AdmitToInterimCare', bare, { place: { country: 'BY' } });
  await send('MarkRepatriated', bare);
  await send('BeginRehabilitation', bare);
  await send('CompleteRehabilitation', bare, { headcount: exact(3) });
  await send('RecordExit', bare, { kind: 'lost-to-follow-up', headcount: exact(1), ...peopleIn('rehabilitation') });
  await send('ConfirmWhereabouts', bare, { at: { stage: 'rehabilitation' } });
  const [again] = await send('RegisterCohort', id('c'), twenty(id('c')));
  const handed = await send('RecordExchange', id('c-way'), {
    exchangeId: id('c-way'),
    legs: [{ cohortId: id('c'), headcount: exact(2) }],
  });
  await send('AcknowledgeHandover', id('c'), { entryId: handed[1] });
  await send('DisputeEntry', again!, { reason: 'Others were counted', basis: BASIS });
  await send('DisputeEntry', again!, { reason: 'Others were counted', basis: BARE_BASIS });
  await send('CorroborateEntry', again!, { basis: BASIS });
  await send('CorroborateEntry', again!, { basis: BARE_BASIS });
}

function peopleIn(stage: string): object {
  return { from: { stage } };
}

function twenty(cohortId: string): object {
  return { cohortId, name: 'Servicemen', ...SERVICEMEN, headcount: exact(20) };
}
