import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { COHORT, exactly, EXCHANGE, REGISTER, WAY_HOME } from './sample-requests.js';

const PATH = `/api/v1/cohorts/${COHORT}`;

describe('an entry that was said wrongly', () => {
  let server: TestServer;
  let caseworker: Client;
  let admitted: string;
  let before: string;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    await caseworker.post('/api/v1/cohorts', REGISTER);
    await caseworker.post('/api/v1/exchanges', EXCHANGE);
    for (const [action, body] of WAY_HOME) {
      const answer = await caseworker.post(`${PATH}/${action}`, body);
      if (action === 'admit-to-interim-care') admitted = answer.body.entries[0].entryId as string;
      before = answer.body.position as string;
    }
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const amend = (fields: object) =>
    caseworker.post(`${PATH}/amend-entry`, { entryId: admitted, reason: 'A slip of the pen', ...fields });
  const care = async (query: string) => {
    const { body } = await caseworker.get(`/api/v1/reports/interim-care?on=2025-08-30&${query}`);
    const rows = body.rows as { readonly category: string; readonly place: string | null; readonly present: object }[];
    return rows.flatMap(({ category, place, present }) => (category === 'prisoner-of-war' ? [[place, present]] : []));
  };

  it('is put right in one step, and who had gone on had gone on from there', async () => {
    const answer = await amend({ place: { country: 'BY', name: 'Gomel' }, services: ['medical'] });
    expect([answer.status, answer.body.entries.map(({ type }: { type: string }) => type)]).toEqual([
      200,
      ['EntryAmended', 'EntryAmended'],
    ]);
    const after = `after=${answer.body.position as string}`;
    expect(await care(after)).toEqual([['Gomel', exactly(146)]]);
    expect(await care(`knownAt=${before}`)).toEqual([[null, exactly(146)]]);
    const { rows } = (await caseworker.get(`${PATH}/entries?limit=200&${after}`)).body as {
      rows: { readonly entryId: string; readonly amendedBy: string | null; readonly data: object }[];
    };
    const former = rows.find(({ entryId }) => entryId === admitted)!;
    expect(former).toMatchObject({ retractedBy: null, data: { services: ['medical', 'psychological'] } });
    expect(rows.find(({ entryId }) => entryId === former.amendedBy)).toMatchObject({
      type: 'EntryAmended',
      data: { entryId: admitted, reason: 'A slip of the pen', wording: { services: ['medical'] } },
    });
    expect(answer.body.cohort.allowedActions).toContain('amend-entry');
  });

  it('is refused where the rules would not hold, and what stands in the way is named in a sentence', async () => {
    const late = await amend({ occurredOn: '2025-09-02' });
    expect([late.status, late.body.code]).toEqual([409, 'occurred-before-arrival']);
    expect(late.body.blockedBy).toEqual([
      { entryId: expect.any(String), sentence: '138 set out for RU on 2025-09-01.' },
    ]);
    const retraction = await caseworker.post(`${PATH}/retract-entry`, { entryId: admitted, reason: 'Another cohort' });
    expect([retraction.status, retraction.body.code]).toEqual([409, 'not-enough-people']);
    expect(retraction.body.blockedBy).toEqual(late.body.blockedBy);
    expect(late.body.facts).not.toHaveProperty('blockedBy');
  });

  it('is not put right in what it does not say', async () => {
    const { status, body } = await amend({ operator: 'A ministry' });
    expect([status, body.code]).toEqual([409, 'field-not-of-entry']);
  });

  it('is an exchange as a whole: moved by a day in one command, its legs in every cohort with it', async () => {
    const path = '/api/v1/exchanges/2025-08-24';
    const move = (fields: object) => caseworker.post(`${path}/amend-exchange`, { reason: 'The day before', ...fields });
    const refused = await move({ occurredOn: '2025-08-26' });
    expect([refused.status, refused.body.code]).toEqual([409, 'occurred-before-arrival']);
    expect(refused.body.blockedBy[0].sentence).toBe('146 set out for BY on 2025-08-24.');

    const answer = await move({ occurredOn: '2025-08-23', intermediaries: ['AE', 'US'] });
    expect([answer.status, answer.body.entries.map(({ type }: { type: string }) => type)]).toEqual([
      200,
      ['ExchangeAmended', 'EntryAmended', 'EntryAmended'],
    ]);
    const { body } = await caseworker.get(`${path}?after=${answer.body.position as string}`);
    expect(body).toMatchObject({
      occurredOn: '2025-08-23',
      intermediaries: ['AE', 'US'],
      grade: 'F6',
      unsourced: 0,
      amendments: [{ reason: 'The day before', changed: { occurredOn: '2025-08-23' } }],
    });
    const released = async (query: string) => {
      const { rows } = (await caseworker.get(`/api/v1/reports/stages?on=2025-08-23&${query}`)).body as {
        rows: { readonly stage: string; readonly people: object }[];
      };
      return rows.flatMap(({ stage, people }) => (stage === 'released' ? [people] : []));
    };
    expect(await released('')).toEqual([exactly(8), exactly(146)]);
    expect(await released(`knownAt=${before}`)).toEqual([]);
    const then = await caseworker.get(`${path}?knownAt=${before}`);
    expect(then.body).toMatchObject({ occurredOn: '2025-08-24', intermediaries: ['AE'], amendments: [] });
  });
});
