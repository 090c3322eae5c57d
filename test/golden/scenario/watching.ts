import type { Send } from '../log.js';
import { exact, SERVICEMEN, type Id } from './values.js';

/** Cohorts that somebody takes on, or looks after no longer. */
export async function watching(send: Send, id: Id): Promise<void> {
  const old = id('old');
  const registration = { cohortId: old, name: 'Servicemen', ...SERVICEMEN, headcount: exact(5), watch: false };
  await send('RegisterCohort', old, registration);
  await send('WatchCohort', old, {});
  await send('AssignCohort', old, { assignee: 'Field office' });
  await send('AssignCohort', old, { assignee: null });
  await send('EndWatch', old, {});
  await send('WatchCohort', old, { assignee: 'Field office' });
  await send('EndWatch', old, { reason: 'All are at home' });
}
