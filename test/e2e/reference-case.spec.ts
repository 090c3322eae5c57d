import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';
import { COHORT, exactly, EXCHANGE, REGISTER, WAY_HOME } from './sample-requests.js';

/** The exchange of 24 August 2025, request by request, and what each report then says. */
describe('the reference case', () => {
  let server: TestServer;
  let caseworker: Client;
  let reporter: Client;
  const answers: Answer[] = [];
  const read = async (path: string, reader = reporter): Promise<any> => {
    const after = answers.at(-1)!.body.position as string;
    const { status, body } = await reader.get(`/api/v1/${path}${path.includes('?') ? '&' : '?'}after=${after}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    reporter = new Client(server.address, await server.token('reporter'));
    answers.push(await caseworker.post('/api/v1/cohorts', REGISTER));
    answers.push(await caseworker.post('/api/v1/exchanges', EXCHANGE));
    for (const [action, body] of WAY_HOME) {
      answers.push(await caseworker.post(`/api/v1/cohorts/${COHORT}/${action}`, body));
    }
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('is taken in', () => {
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 200, 200, 200, 200]);
    expect(answers.map(({ body }) => body.entries.map(({ type }: { type: string }) => type))).toEqual([
      ['CohortRegistered'],
      ['ExchangeRecorded', 'CohortHandedOver', 'CohortRegistered', 'CohortHandedOver'],
      ['CohortDeparted'],
      ['CohortAdmittedToInterimCare'],
      ['CohortDeparted'],
      ['CohortRepatriated'],
      ['RehabilitationBegun'],
    ]);
    expect(answers.slice(2).map(({ body }) => body.revision)).toEqual([2, 3, 4, 5, 6]);
  });

  it('has 8 in interim care and 138 in rehabilitation, of 146', async () => {
    const cohort = await read(`cohorts/${COHORT}`, caseworker);
    expect(cohort).toMatchObject({
      id: COHORT,
      name: REGISTER.name,
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      headcount: exactly(146),
      revision: 6,
      position: answers.at(-1)!.body.position,
      stage: 'several',
      balances: [
        { stage: 'interim-care', country: 'BY', place: null, people: exactly(8), since: '2025-08-24' },
        {
          stage: 'rehabilitation',
          country: 'RU',
          place: 'a Ministry of Defence facility',
          people: exactly(138),
          since: '2025-09-02',
        },
      ],
    });
    // A year later somebody should ask: nobody said what became of the 8, and the Ukrainian side never confirmed.
    const kinds = cohort.alerts.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['overdue-in-stage', 'handover-not-acknowledged', 'no-basis']));
    for (const action of ['mark-in-transit', 'mark-repatriated', 'complete-rehabilitation', 'acknowledge-handover']) {
      expect(cohort.allowedActions).toContain(action);
    }
  });

  it('is shown by a command as it is shown by a read', async () => {
    const { balances, ...cohort } = await read(`cohorts/${COHORT}`, caseworker);
    const { balances: told, ...answered } = answers.at(-1)!.body.cohort;
    expect(cohort).toMatchObject(answered);
    expect(balances).toEqual(told);
  });

  it('was all in interim care on 25 August 2025', async () => {
    const { position, on, rows } = await read('reports/stages?on=2025-08-25');
    expect([position, on]).toEqual([answers.at(-1)!.body.position, '2025-08-25']);
    expect(rows).toContainEqual({
      stage: 'interim-care',
      country: 'BY',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      people: exactly(146),
      estimate: 146,
      withoutEstimate: 0,
      notStated: 0,
      withheld: 0,
      dates: null,
      grade: null,
      unsourced: 1,
    });
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(
      expect.objectContaining({ stage: 'released', category: 'civilian', people: exactly(8) }),
    );
  });

  it('counts people by stage as it stands', async () => {
    const { rows } = await read('reports/stages');
    const counted = (rows as Record<string, unknown>[]).map(({ stage, category, people }) => [stage, category, people]);
    expect(counted).toHaveLength(3);
    expect(counted).toEqual(
      expect.arrayContaining([
        ['interim-care', 'prisoner-of-war', exactly(8)],
        ['rehabilitation', 'prisoner-of-war', exactly(138)],
        ['released', 'civilian', exactly(8)],
      ]),
    );
  });

  it('says who was in interim care in Belarus', async () => {
    const { rows } = await read('reports/interim-care?country=BY');
    expect(rows).toEqual([
      expect.objectContaining({
        cohortId: COHORT,
        country: 'BY',
        admitted: exactly(146),
        left: exactly(138),
        present: exactly(8),
        services: ['medical', 'psychological'],
        admittedOn: '2025-08-24',
        expectedDays: 14,
      }),
    ]);
  });

  it('says who is in rehabilitation, where and with whom', async () => {
    const { rows } = await read('reports/rehabilitation');
    expect(rows).toEqual([
      expect.objectContaining({
        facility: 'a Ministry of Defence facility',
        operator: 'Russian Ministry of Defence',
        country: 'RU',
        begun: exactly(138),
        completed: null,
        present: exactly(138),
      }),
    ]);
  });

  it('adds up the exchange', async () => {
    const { rows } = await read('reports/exchanges?period=month');
    const totals = (rows as Record<string, unknown>[]).map(({ period, category, people, notStatedIn }) => [
      period,
      category,
      people,
      notStatedIn,
    ]);
    expect(totals).toHaveLength(3);
    expect(totals).toEqual(
      expect.arrayContaining([
        ['2025-08', 'prisoner-of-war', exactly(146), []],
        ['2025-08', 'civilian', exactly(8), []],
        // Whom Ukraine got back, nobody states.
        ['2025-08', null, { kind: 'not-stated' }, ['2025-08-24']],
      ]),
    );
    const { rows: intermediaries } = await read('reports/intermediaries');
    expect(intermediaries).toEqual([
      expect.objectContaining({ intermediary: 'AE', people: { kind: 'at-least', value: 154 }, notStated: 1 }),
    ]);
    const exchange = await read('exchanges/2025-08-24');
    expect(exchange).toMatchObject({ id: '2025-08-24', status: 'recorded', intermediaries: ['AE'] });
    expect(exchange.legs).toHaveLength(2);
  });

  it('draws the flows of a period and a series per day', async () => {
    const { rows } = await read('reports/flows?from=2025-08-24&to=2025-08-24');
    expect(rows).toContainEqual(
      expect.objectContaining({
        source: { stage: 'in-transit', country: 'BY' },
        target: { stage: 'interim-care', country: 'BY' },
        people: exactly(146),
      }),
    );
    const series = await read('reports/series?from=2025-08-31&to=2025-09-02');
    const inCare = (series.rows as Record<string, unknown>[]).filter(({ stage }) => stage === 'interim-care');
    expect(inCare.map(({ day, people }) => [day, people])).toEqual([
      ['2025-08-31', exactly(146)],
      ['2025-09-01', exactly(8)],
      ['2025-09-02', exactly(8)],
    ]);
  });

  it('has a case file, for who may see it', async () => {
    const path = `/api/v1/cohorts/${COHORT}/entries`;
    expect((await reporter.get(path)).status).toBe(403);
    const { body } = await caseworker.get(path);
    expect(body.rows).toHaveLength(7);
    expect(body.rows[0]).toMatchObject({ type: 'CohortRegistered', basis: REGISTER.basis, actor: 'caseworker' });
    expect(body.rows.at(-1)).toMatchObject({
      type: 'RehabilitationBegun',
      occurredOn: '2025-09-02',
      retractedBy: null,
    });
  });
});
