import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { cohortNamed, exactly } from './sample-requests.js';

type Row = { id: string; name: string };
type Counts = { value: string; cohorts: number }[];

describe('a board of cohorts', () => {
  let server: TestServer;
  let client: Client;
  let after = '';
  const send = async (path: string, body: object) => {
    const { status, body: answer } = await client.post(`/api/v1/${path}`, body);
    expect([path, status, answer.code]).toEqual([path, expect.any(Number), undefined]);
    after = answer.position as string;
    return answer;
  };
  const board = async (query: string) => {
    const { status, body } = await client.get(`/api/v1/cohorts?after=${after}&${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body as { rows: Row[]; next: string | null; facets?: Record<string, Counts>; position: string };
  };
  const ids = async (query: string) => (await board(query)).rows.map(({ id }) => id);
  let beforeLast: string;

  beforeAll(async () => {
    server = await startServer();
    client = new Client(server.address, await server.token('caseworker'));
    const held = {
      ...cohortNamed('held'),
      name: 'Servicemen, Sumý',
      custodySince: '2023-05-01',
      custodian: 'Служба Ёлкина',
    };
    await send('cohorts', held);
    await send('cohorts', {
      ...cohortNamed('unstated'),
      custodySince: '2024-05-01',
      headcount: { kind: 'not-stated' },
    });
    await send('cohorts', { ...cohortNamed('civilians'), category: 'civilian', custodySince: '2022-05-01' });
    await send('cohorts/civilians/end-watch', { reason: 'somebody else does' });
    beforeLast = after;
    await send('cohorts', cohortNamed('moving'));
    const leg = { cohortId: 'moving', headcount: exactly(100), terms: 'exchange' };
    await send('exchanges', { exchangeId: 'x', occurredOn: '2025-08-24', legs: [leg] });
    const destination = { country: 'BY', name: 'Gomel' };
    await send('cohorts/moving/mark-in-transit', { destination, headcount: exactly(40), occurredOn: '2025-08-24' });
    await send('cohorts/moving/assign-cohort', { assignee: 'Field office, Kyiv' });
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it.each([
    ['q=SUMY', ['held']],
    ['q=serv%20sum', ['held']],
    ['q=елк', ['held']],
    ['q=gom', ['moving']],
    ['q=umy', []],
    ['q=%25', ['civilians', 'held', 'moving', 'unstated']],
    ['stage=in-transit&stage=released', ['moving']],
    ['stage=custody&country=UA&country=BY', ['civilians', 'held', 'moving', 'unstated']],
    ['country=BY', ['moving']],
    ['stage=in-transit&country=UA', []],
    ['ids=held&ids=nobody', ['held']],
    ['assignee=Field%20office,%20Kyiv&assignee=x', ['moving']],
    ['alert=figure-not-stated', ['unstated']],
    ['alert=figure-not-stated&alert=handover-not-acknowledged', ['moving', 'unstated']],
    ['alert=reports-disagree', []],
    ['sort=since', ['civilians', 'held', 'unstated', 'moving']],
    ['sort=since&on=2025-08-23', ['civilians', 'held', 'unstated', 'moving']],
  ])('%s finds %j', async (query, found) => expect(await ids(query)).toEqual(found));

  it('says what was recorded after a position', async () => {
    expect(await ids(`changedAfter=${beforeLast}`)).toEqual(['moving']);
    expect(await ids(`changedAfter=${after}`)).toEqual([]);
  });

  it('begins with the most pressing questions, and ends with those about whom nothing is to be asked', async () => {
    const attention = await ids('sort=attention');
    expect(attention.at(-1)).toBe('civilians');
    expect(attention).toHaveLength(4);
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await board(`sort=attention&limit=1${cursor && `&cursor=${cursor}`}`);
      pages.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    }
    expect(pages).toEqual(attention);
  });

  it('counts all that are asked about, however many stand on the page, at the same position', async () => {
    const { rows, facets, position } = await board('limit=1&facets=stage,country,category,alert');
    expect(rows).toHaveLength(1);
    expect(position >= after).toBe(true);
    expect(facets).toEqual({
      stage: [
        { value: 'custody', cohorts: 4 },
        { value: 'released', cohorts: 1 },
        { value: 'in-transit', cohorts: 1 },
      ],
      country: [
        { value: 'UA', cohorts: 4 },
        { value: 'BY', cohorts: 1 },
      ],
      category: [
        { value: 'prisoner-of-war', cohorts: 3 },
        { value: 'civilian', cohorts: 1 },
      ],
      alert: expect.arrayContaining([{ value: 'figure-not-stated', cohorts: 1 }]),
    });
    const narrowed = await board('category=civilian&facets=stage');
    expect(narrowed.facets).toEqual({ stage: [{ value: 'custody', cohorts: 1 }] });
    const then = await board(`knownAt=${beforeLast}&facets=stage,category`);
    expect(then.facets!.stage).toEqual([{ value: 'custody', cohorts: 3 }]);
    const day = await board('on=2025-08-23&facets=stage&ids=moving');
    expect(day.facets!.stage).toEqual([{ value: 'custody', cohorts: 1 }]);
  });

  it('is given as a file in the same order, with the same rows', async () => {
    const { body } = await client.get(`/api/v1/cohorts?after=${after}&sort=attention&stage=custody&format=csv`);
    const lines = (body as string).trim().split('\r\n').slice(1);
    const inFile = [...new Set(lines.map((line) => line.split(',')[0]!))];
    expect(inFile).toEqual(await ids('sort=attention&stage=custody'));
  });

  it.each([
    ['stage=nowhere', '/stage'],
    [`ids=${Array.from({ length: 51 }, (_, index) => `c${index}`).join('&ids=')}`, '/ids'],
    ['facets=stage,colour', '/facets'],
    ['facets=', '/facets'],
    ['changedAfter=yesterday', '/changedAfter'],
    ['sort=-attention', '/sort'],
    ['category=civilian&category=civilian', '/category'],
  ])('refuses %s', async (query, pointer) => {
    const { status, body } = await client.get(`/api/v1/cohorts?${query}`);
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'invalid-query', pointer]);
  });
});
