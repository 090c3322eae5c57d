import type { Send } from '../log.js';
import { type Id } from './values.js';

export async function pathways(send: Send, id: Id): Promise<void> {
  const bare = id('bare');
  const people = { category: 'prisoner-of-war', powerOfOrigin: 'RU', reason: 'As it was agreed' };
  await send('DefinePathway', bare, { pathwayId: bare, name: 'A way', ...people, stages: [{ stage: 'interim-care' }] });
  const full = id('full');
  await send('DefinePathway', full, {
    pathwayId: full,
    name: 'Another way',
    ...people,
    from: '2024-08-01',
    until: '2025-12-31',
    stages: [
      { stage: 'interim-care', country: 'BY', limitDays: 30 },
      { stage: 'rehabilitation', country: null, limitDays: null },
    ],
    acknowledgeDays: 3,
    confirmDays: 60,
  });
  await send('WithdrawPathway', full, { reason: 'It is no longer gone' });
  await send('AcknowledgeAlert', id('alert'), { reason: 'The facility was asked' });
  await send('SnoozeAlert', id('alert'), { until: '2025-12-01', reason: 'They asked for time' });
}
