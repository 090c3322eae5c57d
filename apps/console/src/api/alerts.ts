import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Clocks } from '../time/clocks.js';
import { allRows, type AnswerTo } from './answers.js';
import { send } from './client.js';
import { readAfter } from './reads.js';

export type Alert = AnswerTo<'/api/v1/alerts'>['rows'][number];

/** Everything that is to be looked at: what is counted is all of it. */
export const alertsQuery = ({ knownAt }: Clocks) =>
  queryOptions({
    queryKey: ['alerts', knownAt],
    queryFn: ({ signal }) => allRows<Alert>('/api/v1/alerts', signal, knownAt === undefined ? {} : { knownAt }),
    placeholderData: keepPreviousData,
  });

/** The keys of what was sent and has no good answer yet: sent again it has the same one, and is done once. */
const unanswered = new Map<string, string>();

/**
 * Takes an alert as seen, or leaves it until a day.
 * @param until a day, `YYYY-MM-DD`
 */
export async function handleAlert(id: string, reason: string, until: string | undefined): Promise<void> {
  const path = `/api/v1/alerts/${encodeURIComponent(id)}/${until === undefined ? 'acknowledge-alert' : 'snooze-alert'}`;
  const body = until === undefined ? { reason } : { reason, until };
  const asked = JSON.stringify([path, body]);
  const key = unanswered.get(asked) ?? crypto.randomUUID();
  unanswered.set(asked, key);
  const { position } = await send<{ position: string }>('POST', path, { body, headers: { 'idempotency-key': key } });
  unanswered.delete(asked);
  readAfter(position);
}
