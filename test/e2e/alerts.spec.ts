import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { cohortNamed, EXCHANGE, REGISTER } from './sample-requests.js';

describe('an alert', () => {
  let server: TestServer;
  let caseworker: Client;
  let position: string;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    await caseworker.post('/api/v1/cohorts', { ...cohortNamed('no-basis'), basis: null });
    await caseworker.post('/api/v1/cohorts', REGISTER);
    position = (await caseworker.post('/api/v1/exchanges', EXCHANGE)).body.position as string;
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const ofKind = async (kind: string, query = '') =>
    (await caseworker.get(`/api/v1/alerts?kind=${kind}${query}&after=${position}`)).body.rows as {
      readonly id: string;
      readonly cohortId: string;
      readonly handled: string;
    }[];
  const decide = async (id: string, what: string, body: object) => {
    const answer = await caseworker.post(`/api/v1/alerts/${id}/${what}`, body);
    if (answer.status < 300) position = answer.body.position as string;
    return answer;
  };

  it('is listed with why and since when, and shown with the case', async () => {
    const [alert] = await ofKind('no-basis', '&cohortId=no-basis');
    expect(alert).toMatchObject({
      cohortId: 'no-basis',
      handled: 'open',
      rule: { code: 'no-source', facts: { entries: 1 } },
    });
    expect(alert).toMatchObject({ about: { whereabouts: null, entryId: null, line: null } });
    const { body } = await caseworker.get('/api/v1/cohorts/no-basis');
    expect(body.alerts).toEqual([expect.objectContaining({ kind: 'no-basis' })]);
    expect((await caseworker.get(`/api/v1/alerts/${alert!.id}`)).body.entryIds).toHaveLength(1);
  });

  it('is counted by what is to be done, as the list would show it', async () => {
    const { body } = await caseworker.get(`/api/v1/alerts/counts?after=${position}`);
    const { body: list } = await caseworker.get('/api/v1/alerts?limit=200');
    const kinds = list.rows.map(({ kind }: { kind: string }) => kind) as string[];
    expect(body.rows.map(({ value, alerts }: any) => [value, alerts])).toEqual(
      expect.arrayContaining([...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length])),
    );
    const byOwner = await caseworker.get('/api/v1/alerts/counts?by=owner&cohortId=no-basis');
    expect(byOwner.body.rows).toMatchObject([{ value: null, files: 1, oldest: expect.stringMatching(/^\d{4}-/) }]);
    expect((await caseworker.get('/api/v1/alerts/counts?kind=no-basis&minDays=36000')).body.rows).toEqual([]);
  });

  it('is taken in hand, with a reason', async () => {
    const [alert] = await ofKind('overdue-in-stage');
    const answer = await decide(alert!.id, 'acknowledge-alert', { reason: 'The hospital was asked' });
    expect([answer.status, answer.body.alert.acknowledged]).toEqual([200, true]);
    expect((await ofKind('overdue-in-stage')).find(({ id }) => id === alert!.id)).toMatchObject({
      handled: 'acknowledged',
      owner: 'caseworker',
      decisions: [expect.objectContaining({ reason: 'The hospital was asked', actor: 'caseworker' })],
    });
    expect(await ofKind('overdue-in-stage', '&owner=caseworker')).toMatchObject([{ id: alert!.id }]);
    expect(await ofKind('overdue-in-stage', '&owner=nobody')).toEqual([]);
  });

  it('is put aside until a day that is ahead', async () => {
    const [alert] = await ofKind('no-basis', '&cohortId=no-basis');
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const snooze = { until, reason: 'The source answers on Friday' };
    expect((await decide(alert!.id, 'snooze-alert', { ...snooze, until: '2025-01-01' })).body.code).toBe('day-passed');
    expect((await decide(alert!.id, 'snooze-alert', snooze)).body.alert.snoozedUntil).toBe(until);
    expect(await ofKind('no-basis', '&cohortId=no-basis')).toEqual([]);
    expect(await ofKind('no-basis', '&cohortId=no-basis&handled=snoozed')).toHaveLength(1);
  });

  it('that does not hold cannot be decided about', async () => {
    const { status, body } = await decide('nothing', 'acknowledge-alert', { reason: 'Why not' });
    expect([status, body.code]).toEqual([404, 'alert-not-found']);
  });

  it('is about cohorts that somebody watches: the watch ends, and somebody takes them on again', async () => {
    const cohortId = 'watched';
    await caseworker.post('/api/v1/cohorts', { ...cohortNamed(cohortId), basis: null });
    const act = async (what: string, body: object) => {
      const answer = await caseworker.post(`/api/v1/cohorts/${cohortId}/${what}`, body);
      position = answer.body.position as string;
      return answer.body.cohort as { watched: boolean; assignee: string | null; allowedActions: string[] };
    };
    const kinds = async () => (await ofKind('no-basis', `&cohortId=${cohortId}`)).length;
    const ended = await act('end-watch', { reason: 'Another office looks after them' });
    expect(ended).toMatchObject({ watched: false, allowedActions: expect.arrayContaining(['watch-cohort']) });
    expect(await kinds()).toBe(0);
    expect(await act('watch-cohort', {})).toMatchObject({ watched: true, assignee: null });
    expect(await act('assign-cohort', { assignee: 'field-office-2' })).toMatchObject({ assignee: 'field-office-2' });
    expect(await kinds()).toBe(1);
    const mine = await caseworker.get(`/api/v1/cohorts?assignee=field-office-2&after=${position}`);
    expect(mine.body.rows).toMatchObject([{ id: cohortId, watched: true }]);
  });
});
