import type { Send } from '../log.js';
import { exact, FIGURES, FULL, SERVICEMEN, type Id } from './values.js';

/** Cohorts that are called otherwise, and people who had left the way home and are on it again. */
export async function returns(send: Send, id: Id): Promise<void> {
  const lost = id('lost');
  await send('RegisterCohort', lost, { cohortId: lost, name: 'Servicemen', ...SERVICEMEN, headcount: exact(90) });
  await send('RenameCohort', lost, { name: 'Servicemen of another day', ...FULL });
  await send('RenameCohort', lost, { name: 'Servicemen' });
  const [exit] = await send('RecordExit', lost, { kind: 'lost-to-follow-up', headcount: exact(80) });
  for (const headcount of FIGURES) {
    await send('RecordReturn', lost, { exitEntryId: exit, headcount, to: { stage: 'released' }, ...FULL });
  }
  const to = { stage: 'custody', country: 'UA', place: 'A camp', runBy: 'A custodian' };
  await send('RecordReturn', lost, { exitEntryId: exit, headcount: exact(1), to });
  await send('RecordReturn', lost, { exitEntryId: exit, to: { stage: 'repatriated' } });
}
