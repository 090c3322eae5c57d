import { readFileSync } from 'node:fs';
import { BASIS, COHORT, cohortNamed, EXCHANGE, exactly, REGISTER, WAY_HOME } from './sample-requests.js';
import { CLAIM, COPY, SOURCE, STATEMENT, TOTAL } from './sample-sources.js';
import type { Answer } from './server.js';

/** Asks the server something as somebody who may. */
export type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

const CSV = { 'content-type': 'text/csv' };
const HELD_IN_UKRAINE = { stage: 'custody' };
const PATHWAY = {
  pathwayId: 'ru-civilians',
  name: 'Russian civilians',
  category: 'civilian',
  powerOfOrigin: 'RU',
  stages: [{ stage: 'released', limitDays: 2 }, { stage: 'repatriated' }],
  reason: 'As it was agreed',
};

/**
 * Plays the reference case and everything else that a case can come to, so that every command is given, and every list,
 * report and file has something in it.
 * @param hook where messages of webhooks are sent
 */
export async function playFullCase(ask: Ask, hook: string): Promise<void> {
  const post = async (path: string, body: unknown): Promise<any> => (await ask('POST', `/api/v1/${path}`, body)).body;
  const { position } = await post('cohorts', REGISTER);
  await ask('GET', `/api/v1/cohorts?after=${position}`);
  await watch(ask, hook);
  await post(`cohorts/${COHORT}/watch-cohort`, {});
  await post(`cohorts/${COHORT}/assign-cohort`, { assignee: 'Field office' });
  const { entries: exchanged } = await post('exchanges', EXCHANGE);
  const handover = exchanged.find(({ type }: { type: string }) => type === 'CohortHandedOver').entryId as string;
  for (const [action, body] of WAY_HOME) await post(`cohorts/${COHORT}/${action}`, body);
  await post(`cohorts/${COHORT}/acknowledge-handover`, { entryId: handover });
  await post(`cohorts/${COHORT}/confirm-whereabouts`, { at: { stage: 'rehabilitation' }, occurredOn: '2025-09-10' });
  await post(`cohorts/${COHORT}/complete-rehabilitation`, { headcount: exactly(40), occurredOn: '2025-10' });
  await sources(ask);
  await claims(ask);
  await observations(ask);
  await others(ask);
  await exchanges(ask);
  await assess(ask, exchanged[0].entryId as string);
  await imports(ask);
  await handle(ask);
  await keys(ask);
  await together(ask);
}

/** Somebody wants to be told, and others did and do not any more. */
async function watch(ask: Ask, hook: string): Promise<void> {
  const path = '/api/v1/webhooks';
  const body = { url: hook, description: 'A newsroom', eventTypes: ['ExchangeRecorded'], reports: ['stages'] };
  const { id } = (await ask('POST', path, body)).body;
  await ask('POST', `${path}/${id}/pause`);
  await ask('POST', `${path}/${id}/resume`);
  await ask('POST', `${path}/${id}/rotate-secret`);
  const gone = (await ask('POST', path, { url: hook })).body.id;
  await ask('DELETE', `${path}/${gone}`);
}

async function sources(ask: Ask): Promise<void> {
  const { body: copy } = await ask('PUT', '/api/v1/statements/copies', COPY, { 'content-type': 'text/html' });
  await ask('POST', '/api/v1/sources', SOURCE);
  await ask('POST', '/api/v1/sources', {
    ...SOURCE,
    sourceId: 'icrc',
    name: 'ICRC',
    kind: 'international-organisation',
  });
  await ask('POST', '/api/v1/sources', { ...SOURCE, sourceId: 'forged', name: 'A forged channel', kind: 'anonymous' });
  await ask('POST', '/api/v1/statements', { ...STATEMENT, ...copy });
  const grade = { reliability: 'C', reason: 'Families confirm most returns' };
  await ask('POST', `/api/v1/sources/${SOURCE.sourceId}/grade-source`, grade);
}

async function claims(ask: Ask): Promise<void> {
  const accept = { headcount: exactly(6_200), reason: 'The lists add up to this' };
  await ask('POST', '/api/v1/population-claims', CLAIM);
  await ask('POST', `/api/v1/population-claims/${CLAIM.claimId}/accept-figure`, accept);
  await ask('POST', '/api/v1/population-claims', { ...CLAIM, claimId: 'twice', headcount: exactly(7_000) });
  const { body } = await ask('POST', '/api/v1/population-claims', { ...CLAIM, claimId: 'mistaken' });
  const back = { reason: 'Another year was meant' };
  await ask('POST', '/api/v1/population-claims/mistaken/retract-entry', { ...back, entryId: body.entries[0].entryId });
  await ask('POST', '/api/v1/published-totals', {
    ...TOTAL,
    totalId: 'ae-2025-08-14',
    asOf: '2025-08-14',
    total: exactly(4349),
  });
  await ask('POST', '/api/v1/published-totals', TOTAL);
  const { body: total } = await ask('POST', '/api/v1/published-totals', {
    ...TOTAL,
    totalId: 'mistaken',
    total: exactly(4_700),
  });
  await ask('POST', '/api/v1/published-totals/mistaken/retract-entry', { ...back, entryId: total.entries[0].entryId });
}

/** What a source says besides figures: one that stands, and one that is taken back. */
async function observations(ask: Ask): Promise<void> {
  const about = { kind: 'cohort', id: COHORT };
  const basis = { source: SOURCE.sourceId, publishedOn: '2025-08-24', statement: STATEMENT.statementId };
  const silent = { about, topic: 'condition', says: 'not-specified', basis };
  await ask('POST', '/api/v1/observations', { ...silent, observationId: 'condition' });
  const mistaken = { ...silent, observationId: 'mistaken', topic: 'treatment', says: 'unclear' };
  await ask('POST', '/api/v1/observations', mistaken);
  await ask('POST', '/api/v1/observations/mistaken/retract-entry', { reason: 'Said of others' });
}

/** Other cohorts, to which happens what does not happen on the way home. */
async function others(ask: Ask): Promise<void> {
  const post = async (path: string, body: unknown): Promise<any> => (await ask('POST', `/api/v1/${path}`, body)).body;
  await post('cohorts', { ...cohortNamed('ru-pow-kharkiv'), headcount: { kind: 'about', value: 60 } });
  await post('cohorts/ru-pow-kharkiv/watch-cohort', {});
  await post('cohorts/ru-pow-kharkiv/transfer-custody', {
    custodian: 'State Penitentiary Service',
    occurredOn: '2025-07',
  });
  const split = {
    newCohortId: 'ru-pow-wounded',
    name: 'Wounded servicemen',
    headcount: exactly(12),
    from: HELD_IN_UKRAINE,
  };
  await post('cohorts/ru-pow-kharkiv/split-cohort', split);
  await post('cohorts/ru-pow-wounded/record-exit', { kind: 'died', headcount: exactly(1), occurredOn: '2025-08-02' });
  const corrected = { change: -1, at: HELD_IN_UKRAINE, reason: 'Counted twice' };
  const { entries } = await post('cohorts/ru-pow-wounded/correct-headcount', corrected);
  await post('cohorts/ru-pow-wounded/retract-entry', {
    entryId: entries[0].entryId,
    reason: 'The first count was right',
  });
  await post('cohorts/ru-pow-wounded/rename-cohort', { name: 'Wounded servicemen, Kharkiv' });
  const { entries: gone } = await post('cohorts/ru-pow-wounded/record-exit', {
    kind: 'lost-to-follow-up',
    headcount: exactly(1),
    occurredOn: '2025-08-03',
  });
  await post('cohorts/ru-pow-wounded/record-return', {
    exitEntryId: gone[0].entryId,
    to: { stage: 'custody' },
    occurredOn: '2025-08-04',
  });
  const { entries: exit } = await post('cohorts/ru-pow-wounded/record-exit', {
    kind: 'resettled',
    headcount: exactly(1),
  });
  await post('cohorts/ru-pow-wounded/amend-entry', {
    entryId: exit[0].entryId,
    occurredOn: '2025-08-05',
    reason: 'The day became known',
  });
  await post('cohorts', cohortNamed('ru-pow-kharkiv-2'));
  await post('cohorts/ru-pow-kharkiv-2/watch-cohort', {});
  await post('cohorts/ru-pow-kharkiv-2/end-watch', { reason: 'It is one with another' });
  await post('cohorts/ru-pow-kharkiv-2/merge-cohorts', { intoCohortId: 'ru-pow-kharkiv' });
}

async function exchanges(ask: Ask): Promise<void> {
  const post = async (path: string, body: unknown): Promise<any> => (await ask('POST', `/api/v1/${path}`, body)).body;
  const line = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };
  const report = { figures: [{ ...line, headcount: exactly(145) }], basis: { ...BASIS, source: 'icrc' } };
  const file = `exchanges/${EXCHANGE.exchangeId}`;
  const { entries } = await post(`${file}/add-exchange-report`, report);
  await post(`${file}/accept-figure`, { ...line, headcount: exactly(146), reason: 'The lists were compared' });
  await post(`${file}/add-exchange-report`, { ...report, basis: { ...BASIS, source: 'mistaken' } });
  await post(`${file}/retract-entry`, { entryId: entries[0].entryId, reason: 'It was about another day' });
  const planned = {
    ...EXCHANGE,
    planned: true,
    legs: [{ cohortId: 'ru-pow-kharkiv', headcount: { kind: 'not-stated' }, terms: 'exchange' }],
  };
  await post('exchanges', { ...planned, exchangeId: '2025-10-02', occurredOn: '2025-10-02' });
  await post('exchanges/2025-10-02/abort-exchange', { reason: 'It was called off' });
  const legs = [{ cohortId: 'ru-pow-wounded', headcount: exactly(2), terms: 'unilateral' }];
  await post('exchanges', { ...EXCHANGE, exchangeId: 'mistaken', legs });
  await post('exchanges/mistaken/amend-exchange', { occurredOn: '2025-08-23', reason: 'It was the day before' });
  await post('exchanges/mistaken/retract-exchange', { reason: 'It did not take place' });
}

async function assess(ask: Ask, entryId: string): Promise<void> {
  const basis = { ...BASIS, source: 'icrc' };
  await ask('POST', `/api/v1/entries/${entryId}/dispute-entry`, { reason: 'Ukraine counts 145', basis });
  await ask('POST', `/api/v1/entries/${entryId}/corroborate-entry`, { basis: { source: 'icrc' } });
  await ask('POST', '/api/v1/sources/forged/withdraw-source', { reason: 'A forgery' });
  await ask('POST', '/api/v1/pathways', PATHWAY);
  await ask('POST', `/api/v1/pathways/${PATHWAY.pathwayId}/withdraw-pathway`, { reason: 'Closed' });
}

async function imports(ask: Ask): Promise<void> {
  const upload = async (kind: string, file: string, mapping = ''): Promise<string> => {
    const path = `/api/v1/imports?kind=${kind}${mapping && `&mapping=${encodeURIComponent(mapping)}`}`;
    return (await ask('POST', path, readFileSync(`test/data/${file}`, 'utf8'), CSV)).body.id as string;
  };
  const all = { mode: 'row-by-row', acceptChanges: true };
  const mapping = JSON.stringify(JSON.parse(readFileSync('test/data/exchanges.mapping.json', 'utf8')));
  await ask('POST', `/api/v1/imports/${await upload('exchanges', 'exchanges.csv', mapping)}/apply`, all);
  await ask('POST', `/api/v1/imports/${await upload('totals', 'published-totals.csv')}/apply`, all);
  const claimed = await upload('claims', 'held-population-claims.csv');
  await ask('POST', `/api/v1/imports/${claimed}/apply`, all);
  await ask('POST', `/api/v1/imports/${claimed}/reverse`, { reason: 'Another table was meant' });
}

/** Two alerts are seen to. */
async function handle(ask: Ask): Promise<void> {
  const { rows } = (await ask('GET', '/api/v1/alerts?limit=2')).body;
  const until = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await ask('POST', `/api/v1/alerts/${rows[0].id}/acknowledge-alert`, { reason: 'The hospital was asked' });
  await ask('POST', `/api/v1/alerts/${rows[1].id}/snooze-alert`, { until, reason: 'An answer is promised' });
}

/** Commands in one request, of which one is refused. */
async function together(ask: Ask): Promise<void> {
  await ask('POST', '/api/v1/commands', {
    commands: [
      { key: 'together-1', path: '/api/v1/cohorts', body: cohortNamed('ru-pow-together') },
      { key: 'together-2', operation: 'Cohorts.markRepatriated', id: 'nobody', body: { headcount: exactly(1) } },
    ],
  });
}

async function keys(ask: Ask): Promise<void> {
  await ask('POST', '/api/v1/audit/keys/rotate');
  const { body } = await ask('POST', '/api/v1/tokens', {
    owner: 'Field office',
    organisation: 'An NGO',
    roles: ['caseworker'],
  });
  await ask('POST', `/api/v1/tokens/${body.id}/rotate`);
  await ask('DELETE', `/api/v1/tokens/${body.id}`);
}
