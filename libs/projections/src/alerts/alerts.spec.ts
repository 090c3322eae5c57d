import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { arriveInBelarus, EXCHANGE, goHome, RESIDENTS, SERVICEMEN } from '../../testing/reference-case.js';
import { alertFile, alertId, alertList, caseFile, cohortStatus, type AlertQuery } from '../index.js';

describe('given the case of 24 August 2025, recorded in the days in which it happened', () => {
  const files = new CaseFiles();
  const { models } = files;
  const alerts = async (asOf: string, query: Partial<AlertQuery> = {}) =>
    (await alertList(models, { asOf, ...query })).rows;
  const kinds = async (asOf: string, query: Partial<AlertQuery> = {}) =>
    (await alerts(asOf, query)).map(({ kind, cohortId, exchangeId, since }) => [since, kind, cohortId ?? exchangeId]);

  beforeAll(async () => {
    files.now = '2025-08-24T20:00:00.000Z';
    await arriveInBelarus(files);
    await files.catchUp();
  });
  afterAll(() => files.remove());

  it('nothing but the missing source is to be asked on the day itself; the rest follows the clock without a write', async () => {
    expect(await kinds('2025-08-24')).toEqual([['2025-08-24', 'no-basis', SERVICEMEN]]);
    expect(await kinds('2025-08-27')).toEqual([
      ['2025-08-24', 'no-basis', SERVICEMEN],
      ['2025-08-27', 'overdue-in-stage', RESIDENTS],
    ]);
    expect(await kinds('2025-10-01', { cohortId: SERVICEMEN })).toEqual([
      ['2025-08-24', 'no-basis', SERVICEMEN],
      ['2025-09-01', 'handover-not-acknowledged', SERVICEMEN],
      ['2025-09-08', 'overdue-in-stage', SERVICEMEN],
      ['2025-09-24', 'not-confirmed', SERVICEMEN],
    ]);
  });

  it('each names the entries that caused it and the rule, under an id that stays', async () => {
    const [, departed, , admitted] = (await caseFile(models, SERVICEMEN))!.rows.map(({ entryId }) => entryId);
    const rows = (await caseFile(models, SERVICEMEN))!.rows;
    const [baseless] = await alerts('2025-08-24');
    expect(baseless).toMatchObject({
      id: alertId({ kind: 'no-basis', about: 'cohort' }, { cohortId: SERVICEMEN, exchangeId: null }),
      entryIds: rows.slice(2).map(({ entryId }) => entryId),
      rule: { code: 'no-source', facts: { entries: 2 } },
      handled: 'open',
      days: 0,
    });
    const [overdue] = await alerts('2025-09-10', { cohortId: SERVICEMEN, kind: 'overdue-in-stage' });
    expect(overdue).toMatchObject({
      entryIds: [admitted],
      rule: {
        code: 'longer-than-expected',
        facts: { stage: 'interim-care', arrived: '2025-08-24', days: 17, expectedDays: 14 },
      },
      days: 2,
    });
    const [unconfirmed] = await alerts('2025-09-10', { cohortId: SERVICEMEN, kind: 'handover-not-acknowledged' });
    expect(unconfirmed).toMatchObject({
      entryIds: [departed],
      about: { whereabouts: null, entryId: departed, line: null },
    });
    expect(await alertFile(models, overdue!.id, { asOf: '2025-09-10' })).toMatchObject({ id: overdue!.id });
    expect(await alertFile(models, overdue!.id, { asOf: '2025-08-30' })).toBeUndefined();
  });

  it('alerts are paged and filtered by age, and a cohort shows its own', async () => {
    const first = await alertList(models, { asOf: '2025-10-01', limit: 2 });
    const second = await alertList(models, { asOf: '2025-10-01', limit: 200, cursor: first.next! });
    expect([...first.rows, ...second.rows]).toEqual(await alerts('2025-10-01'));
    expect(await kinds('2025-09-10', { minDays: 14 })).toEqual([
      ['2025-08-24', 'no-basis', SERVICEMEN],
      ['2025-08-27', 'overdue-in-stage', RESIDENTS],
    ]);
    expect((await cohortStatus(models, RESIDENTS, { asOf: '2025-08-27' }))!.alerts).toEqual([
      {
        id: (await alerts('2025-08-27', { cohortId: RESIDENTS }))[0]!.id,
        kind: 'overdue-in-stage',
        since: '2025-08-27',
        days: 0,
        handled: 'open',
        owner: null,
      },
    ]);
  });

  it('one that is put aside is not shown until its day, one taken in hand is shown as such', async () => {
    const [overdue] = await alerts('2025-08-27', { cohortId: RESIDENTS });
    files.now = '2025-08-27T08:00:00.000Z';
    await files.send('SnoozeAlert', overdue!.id, { until: '2025-09-03', reason: 'a call is agreed' });
    await files.catchUp();
    expect(await alerts('2025-09-02', { kind: 'overdue-in-stage' })).toEqual([]);
    expect((await cohortStatus(models, RESIDENTS, { asOf: '2025-08-27' }))!.alerts).toEqual([]);
    expect(await alerts('2025-09-02', { handled: 'snoozed' })).toMatchObject([
      { handled: 'snoozed', snoozedUntil: '2025-09-03', decisions: [{ reason: 'a call is agreed' }] },
    ]);
    expect(await alerts('2025-09-03', { kind: 'overdue-in-stage' })).toMatchObject([{ handled: 'open', owner: null }]);
    await files.send('AcknowledgeAlert', overdue!.id, { reason: 'asked' });
    await files.catchUp();
    expect(await alerts('2025-09-04', { handled: 'acknowledged' })).toMatchObject([{ cohortId: RESIDENTS }]);
    expect(await alerts('2025-09-04', { kind: 'overdue-in-stage', handled: 'open' })).toEqual([]);
    const owner = (await alerts('2025-09-04', { handled: 'acknowledged' }))[0]!.owner!;
    expect(await alerts('2025-09-04', { owner })).toMatchObject([
      { cohortId: RESIDENTS, handled: 'acknowledged', owner },
    ]);
    expect(await alerts('2025-09-04', { owner: 'somebody else' })).toEqual([]);
  });

  it('who went on is no longer overdue where they were; who stayed behind is', async () => {
    files.now = '2025-09-02T12:00:00.000Z';
    await goHome(files);
    await files.catchUp();
    const overdue = await alerts('2025-09-10', { cohortId: SERVICEMEN, kind: 'overdue-in-stage' });
    expect(overdue.map(({ about }) => about.whereabouts!.stage)).toEqual(['interim-care']);
    const begun = (await caseFile(models, SERVICEMEN))!.rows.at(-1)!.entryId;
    await files.send('RetractEntry', SERVICEMEN, { entryId: begun, reason: 'another cohort' });
    await files.catchUp();
    const after = await alerts('2025-09-10', { cohortId: SERVICEMEN, kind: 'overdue-in-stage' });
    expect(after.map(({ about, since }) => [about.whereabouts!.stage, since])).toEqual([
      ['interim-care', '2025-09-08'],
      ['repatriated', '2025-09-09'],
    ]);
  });

  it('reports of an exchange that do not say the same are asked about until somebody decides', async () => {
    const line = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };
    const basis = { source: 'ua-agency' };
    await files.send('AddExchangeReport', EXCHANGE, { basis, figures: [{ ...line, headcount: exactly(140) }] });
    await files.catchUp();
    expect(await alerts('2025-09-03', { exchangeId: EXCHANGE })).toMatchObject([
      {
        kind: 'reports-disagree',
        since: '2025-09-02',
        about: { whereabouts: null, entryId: null, line: 'RU prisoner-of-war exchange' },
        cohortId: null,
      },
    ]);
    await files.send('AcceptFigure', EXCHANGE, { ...line, headcount: exactly(146), reason: 'seen on video' });
    await files.catchUp();
    expect(await alerts('2025-09-03', { exchangeId: EXCHANGE })).toEqual([]);
  });

  it('a figure that was accepted is held against its cohort, until the correction is made that is offered', async () => {
    const line = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };
    const query = { kind: 'accepted-figure-differs' } as const;
    const [accepted] = await files.send('AcceptFigure', EXCHANGE, {
      ...line,
      headcount: exactly(140),
      reason: 'a list',
    });
    await files.catchUp();
    const [alert] = await alerts('2025-09-03', query);
    expect(alert).toMatchObject({
      about: { whereabouts: null, entryId: null, line: 'RU prisoner-of-war exchange' },
      since: '2025-09-02',
      cohortId: null,
      exchangeId: EXCHANGE,
      rule: {
        code: 'accepted-figure-differs',
        facts: { line: 'RU prisoner-of-war exchange', accepted: exactly(140), own: exactly(146) },
      },
      offer: { command: 'correct-headcount', cohortId: SERVICEMEN, body: { change: -6 } },
    });
    expect(alert!.entryIds[0]).toBe(accepted);
    expect(await alerts('2025-09-03', { cohortId: SERVICEMEN, kind: query.kind })).toEqual([alert]);
    expect(await alerts('2025-09-03', { cohortId: RESIDENTS, kind: query.kind })).toEqual([]);
    const [corrected] = await files.send('CorrectHeadcount', SERVICEMEN, alert!.offer!.body);
    const position = await files.catchUp();
    expect(await alerts('2025-09-03', query)).toEqual([]);
    await files.send('RetractEntry', SERVICEMEN, { entryId: corrected, reason: 'of another cohort' });
    await files.catchUp();
    expect(await alerts('2025-09-03', query)).toEqual([alert]);
    expect(await alerts('2025-09-03', { ...query, knownAt: position })).toEqual([]);
    await files.send('EndWatch', SERVICEMEN, { reason: 'closed' });
    await files.catchUp();
    expect(await alerts('2025-09-03', query)).toEqual([]);
    await files.send('WatchCohort', SERVICEMEN, {});
    await files.catchUp();
    expect(await alerts('2025-09-03', query)).toEqual([alert]);
    await files.send('AcceptFigure', EXCHANGE, { ...line, headcount: exactly(146), reason: 'the list was of others' });
    await files.catchUp();
    expect(await alerts('2025-09-03', query)).toEqual([]);
  });
});
