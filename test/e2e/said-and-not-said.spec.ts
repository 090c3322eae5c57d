import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { COHORT, exactly, EXCHANGE, REGISTER } from './sample-requests.js';

const SOURCE = 'law-enforcement';
const COPY =
  '<!doctype html><p>About 6,000 are held in facilities of the Federal Penal Service, many since spring 2022.</p>';

describe('what a report says besides figures and places', () => {
  let server: TestServer;
  let caseworker: Client;
  let position = '';

  const post = async (path: string, body: object) => {
    const answer = await caseworker.post(`/api/v1/${path}`, body);
    if (answer.status < 300) position = answer.body.position as string;
    return answer;
  };
  const get = async (path: string) =>
    (await caseworker.get(`/api/v1/${path}${path.includes('?') ? '&' : '?'}after=${position}`)).body;
  const observe = (observationId: string, kind: string, id: string, topic: string, says: string, party?: string) =>
    post('observations', {
      observationId,
      about: { kind, id },
      topic,
      says,
      ...(party && { party }),
      basis: { source: 'news', publishedOn: '2025-08-24' },
    });

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    await post('sources', { sourceId: SOURCE, name: 'A law-enforcement source', kind: 'anonymous' });
    await post('sources', { sourceId: 'news', name: 'A newsroom', kind: 'media' });
    await post('cohorts', REGISTER);
    await post('exchanges', EXCHANGE);
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('is kept where the statement is silent: condition and length of captivity are not specified', async () => {
    expect((await observe('condition', 'cohort', COHORT, 'condition', 'not-specified')).status).toBe(201);
    await observe('captivity', 'cohort', COHORT, 'length-of-captivity', 'not-specified');
    const { observations } = await get(`cohorts/${COHORT}`);
    expect(observations).toMatchObject([
      { observationId: 'captivity', topic: 'length-of-captivity', says: 'not-specified', retractedBy: null },
      { observationId: 'condition', topic: 'condition', says: 'not-specified', basis: { source: 'news' } },
    ]);
  });

  it('is kept of who has not commented, and of claims whose treatment and status are unclear', async () => {
    await observe('no-comment', 'exchange', '2025-08-24', 'public-comment', 'not-specified', 'AE');
    expect(await get('exchanges/2025-08-24')).toMatchObject({
      intermediaries: ['AE'],
      observations: [{ topic: 'public-comment', says: 'not-specified', party: 'AE' }],
    });
    await post('population-claims', {
      claimId: 'ru-in-ua',
      detainingPower: 'UA',
      powerOfOrigin: 'RU',
      category: 'prisoner-of-war',
      headcount: { kind: 'about', value: 1000 },
      asOf: '2025-08-24',
      basis: { source: SOURCE },
    });
    await observe('treatment', 'claim', 'ru-in-ua', 'treatment', 'unclear');
    await observe('status', 'claim', 'ru-in-ua', 'legal-status', 'unclear');
    const { rows } = await get('observations?kind=claim&subject=ru-in-ua');
    expect(rows.map(({ topic, says }: Record<string, unknown>) => [topic, says])).toEqual([
      ['legal-status', 'unclear'],
      ['treatment', 'unclear'],
    ]);
    const refused = await observe('none', 'claim', 'ru-in-ua', 'treatment', 'wounded');
    expect([refused.status, refused.body.code]).toEqual([409, 'not-of-the-topic']);
  });

  it('is kept of where they are held, by whom, reportedly, and of how many since when, on a stored statement', async () => {
    const headers = { 'content-type': 'text/html' };
    const { status, body: copy } = await caseworker.send('PUT', '/api/v1/statements/copies', COPY, headers);
    expect(status).toBe(200);
    const captured = await post('statements', {
      statementId: 'statement-1',
      sourceId: SOURCE,
      capturedAt: '2025-08-25T09:00:00Z',
      method: 'download',
      collector: 'Field office',
      ...copy,
    });
    expect(captured.status).toBe(201);
    const claim = await post('population-claims', {
      claimId: 'ua-in-ru',
      detainingPower: 'RU',
      powerOfOrigin: 'UA',
      category: 'prisoner-of-war',
      headcount: { kind: 'about', value: 6000 },
      asOf: '2025-08-24',
      facilities: [{ managedBy: 'Federal Penal Service', reportedly: true }],
      heldSince: '2022-21',
      heldSincePortion: 'many',
      basis: { source: SOURCE, statement: 'statement-1' },
    });
    expect(claim.status).toBe(201);
    expect(await get('population-claims/ua-in-ru')).toMatchObject({
      people: { kind: 'about', value: 6000 },
      facilities: [{ country: null, name: null, managedBy: 'Federal Penal Service', reportedly: true }],
      heldSince: '2022-21',
      heldSincePortion: 'many',
    });
    const { rows } = await get('statement-entries/statement-1');
    expect(rows).toMatchObject([
      { type: 'HeldPopulationClaimed', file: { kind: 'claim', id: 'ua-in-ru' }, grade: 'F6' },
    ]);
    const other = await post('population-claims', {
      claimId: 'other',
      detainingPower: 'RU',
      powerOfOrigin: 'UA',
      category: 'civilian',
      headcount: exactly(5),
      basis: { source: 'news', statement: 'statement-1' },
    });
    expect([other.status, other.body.code]).toEqual([409, 'statement-of-another']);
  });
});
