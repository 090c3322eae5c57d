import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { CLAIM, TOTAL } from './sample-sources.js';
import { COHORT, EXCHANGE, REGISTER } from './sample-requests.js';

describe('a claim', () => {
  let server: TestServer;
  let caseworker: Client;
  let reporter: Client;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    reporter = new Client(server.address, await server.token('reporter'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const claims = '/api/v1/population-claims';

  it('stands beside others, is accepted and taken back', async () => {
    const first = await caseworker.post(claims, CLAIM);
    expect([first.status, first.body.claim.status]).toEqual([201, 'standing']);
    const other = { ...CLAIM, claimId: 'other', headcount: { kind: 'at-least', value: 7000 } };
    const { body: second } = await caseworker.post(claims, other);
    const accepted = await caseworker.post(`${claims}/other/accept-figure`, { reason: 'Names were counted' });
    expect(accepted.body.claim.accepted).toEqual({ kind: 'at-least', value: 7000 });

    const position = accepted.body.position as string;
    const { body: report } = await reporter.get(`/api/v1/reports/held-populations?after=${position}`);
    expect(report.rows).toHaveLength(1);
    expect(report.rows[0].claims.map(({ claimId }: { claimId: string }) => claimId)).toEqual(['other', CLAIM.claimId]);
    expect((await reporter.get(`${claims}?detainingPower=RU`)).body.rows).toHaveLength(2);
    expect((await reporter.get(`${claims}?detainingPower=UA`)).body.rows).toEqual([]);

    const entryId = second.entries[0].entryId as string;
    const retracted = await caseworker.post(`${claims}/other/retract-entry`, { entryId, reason: 'Read wrongly' });
    const { body } = await reporter.get(`${claims}/other?after=${retracted.body.position as string}`);
    expect([body.accepted, body.retractedBy]).toEqual([null, retracted.body.entries[0].entryId]);
    const late = await caseworker.post(`${claims}/other/accept-figure`, { reason: 'All the same' });
    expect([late.status, late.body.code]).toEqual([409, 'claim-retracted']);
    expect((await reporter.post(claims, CLAIM)).status).toBe(403);
  });

  it('of a running total is held against the exchanges', async () => {
    // Of those who went the other way nobody says how many they were.
    const rule = { ...TOTAL.rule, powersOfOrigin: ['RU'] };
    await caseworker.post('/api/v1/published-totals', { ...TOTAL, rule, totalId: 'before', asOf: '2025-08-14' });
    await caseworker.post('/api/v1/cohorts', REGISTER);
    await caseworker.post('/api/v1/exchanges', EXCHANGE);
    const stated = { ...TOTAL, rule, total: { kind: 'exact', value: 4800 } };
    const { body: total } = await caseworker.post('/api/v1/published-totals', stated);
    const { body } = await reporter.get(`/api/v1/reports/reconciliation?after=${total.position as string}`);
    const step = body.rows[0].totals[1].step as { residual: unknown; counted: { exchangeId: string }[] };
    expect(step.residual).toEqual({ low: 159 - 154, high: 159 - 154 });
    expect(step.counted.map(({ exchangeId }) => exchangeId)).toEqual([EXCHANGE.exchangeId]);
    const entryId = total.entries[0].entryId as string;
    const path = `/api/v1/published-totals/${TOTAL.totalId}`;
    const retracted = await caseworker.post(`${path}/retract-entry`, { entryId, reason: 'Misquoted' });
    expect(retracted.body.total.status).toBe('retracted');
    expect((await reporter.get(`${path}?after=${retracted.body.position as string}`)).body.retractedBy).not.toBeNull();
  });

  it('on a whole exchange can be taken back with it', async () => {
    const path = `/api/v1/exchanges/${EXCHANGE.exchangeId}/retract-exchange`;
    const retracted = await caseworker.post(path, { reason: 'It never was' });
    expect([retracted.status, retracted.body.exchange.status]).toEqual([200, 'withdrawn']);
    const { body } = await reporter.get(`/api/v1/cohorts/${COHORT}?after=${retracted.body.position as string}`);
    expect(body.stage).toBe('custody');
  });

  it('of a way home is an administrator’s', async () => {
    const administrator = new Client(server.address, server.administrator);
    const { body: before } = await administrator.get('/api/v1/pathways');
    const [{ pathway }] = before.rows as [{ pathway: { pathwayId: string; stages: object[] } }];
    const changed = { ...pathway, confirmDays: 7, reason: 'They asked for it weekly' };
    const defined = await administrator.post('/api/v1/pathways', changed);
    expect([defined.status, defined.body.pathway.status]).toEqual([201, 'defined']);
    expect((await caseworker.post('/api/v1/pathways', changed)).status).toBe(403);
    const path = `/api/v1/pathways/${pathway.pathwayId}`;
    const withdrawn = await administrator.post(`${path}/withdraw-pathway`, { reason: 'Closed' });
    expect((await administrator.get(`${path}?after=${withdrawn.body.position}`)).body).toMatchObject({
      status: 'withdrawn',
      pathway: null,
    });
    expect((await administrator.get('/api/v1/population-claims')).status).toBe(403);
  });
});
