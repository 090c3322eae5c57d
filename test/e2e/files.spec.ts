import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';
import { CLAIM, SOURCE, TOTAL } from './sample-sources.js';
import { COHORT, cohortNamed, EXCHANGE, REGISTER, WAY_HOME } from './sample-requests.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MANY = 230;

interface File {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

describe('a report or a list as a file', () => {
  let server: TestServer;
  let token: string;
  let client: Client;
  let tables: string[];

  beforeAll(async () => {
    server = await startServer();
    token = await server.token('caseworker', 'auditor', 'reporter');
    client = new Client(server.address, token);
    await client.post('/api/v1/cohorts', { ...REGISTER, name: '=HYPERLINK("http://evil")' });
    await client.post('/api/v1/exchanges', EXCHANGE);
    for (const [action, body] of WAY_HOME) await client.post(`/api/v1/cohorts/${COHORT}/${action}`, body);
    await client.post('/api/v1/sources', SOURCE);
    await client.post('/api/v1/population-claims', CLAIM);
    await client.post('/api/v1/published-totals', TOTAL);
    let position = '';
    for (let index = 0; index < MANY; index++) {
      position = (await client.post('/api/v1/cohorts', cohortNamed(`many-${index}`))).body.position as string;
    }
    await client.get(`/api/v1/cohorts?limit=1&after=${position}`);
    const { body } = await new Client(server.address).get('/api/openapi.json');
    tables = Object.entries(body.paths as Record<string, { get?: { parameters?: { name: string }[] } }>)
      .filter(([, { get }]) => get?.parameters?.some(({ name }) => name === 'format'))
      // Each look at who looked is one more.
      .filter(([path]) => !path.endsWith('/activity'))
      // Comparisons are of two moments, and have a spec of their own.
      .filter(([path]) => !path.endsWith('/compare'))
      .map(([path]) => path.replace('{id}', path.includes('sources') ? SOURCE.sourceId : COHORT))
      .map((path) => (path.endsWith('series') ? `${path}?from=2025-08-20&to=2025-09-10` : path));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  const file = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<File> => {
    const all = { authorization: `Bearer ${token}`, ...headers };
    const answer = await fetch(server.address + path, { headers: all });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  it('is every one of them', () => {
    expect(tables.length).toBeGreaterThan(18);
  });

  it.each([
    ['csv', 'text/csv'],
    ['xlsx', XLSX],
  ])('is %s by format or by Accept, the same bytes each time, and is what its headers say', async (format, type) => {
    for (const path of tables) {
      const byFormat = await file(withQuery(path, `format=${format}`));
      const { status, headers, bytes } = byFormat;
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, expect.stringContaining(type)]);
      expect(headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="homeward-[a-z-]+-[0-9a-f]{16}\\.${format}"$`),
      );
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect([path, headers.get('homeward-sha256')]).toEqual([path, sha256]);
      expect([path, headers.get('homeward-cannot-be-shown')]).toEqual([path, '0']);
      expect(headers.get('vary')).toBe('Accept, Accept-Language, Authorization');
      const byAccept = await file(path, { accept: type });
      expect([path, byAccept.bytes.equals(bytes)]).toEqual([path, true]);
      const rows = format === 'csv' ? records(bytes).length - 1 : Number(headers.get('homeward-rows'));
      expect([path, rows]).toEqual([path, Number(headers.get('homeward-rows'))]);
    }
  });

  it('is never cut, and JSON is not either where that is asked for', async () => {
    const csv = await file('/api/v1/cohorts?format=csv&category=prisoner-of-war');
    const ids = new Set(records(csv.bytes).map(([id]) => id!));
    expect([...ids].filter((id) => id.startsWith('many-'))).toHaveLength(MANY);
    const json = await client.get('/api/v1/cohorts?format=json&category=prisoner-of-war');
    expect([json.body.rows.length, json.body.next]).toEqual([MANY + 1, null]);
    expect(json.headers.get('homeward-rows')).toBe(String(MANY + 1));
    const page = await client.get('/api/v1/cohorts?category=prisoner-of-war&limit=200');
    // A file is the same for everybody who may read it: it offers nobody what to do next.
    expect(json.body.rows.slice(0, 200)).toEqual(page.body.rows.map(withoutOffers));
    expect((await client.get('/api/v1/cohorts?format=json&limit=3')).body.rows).toHaveLength(3);
    expect((await client.get('/api/v1/cohorts?format=csv&limit=3')).body.errors[0].pointer).toBe('/limit');
    expect((await client.get('/api/v1/reports/stages?format=json')).body).toHaveProperty('contradictions');
  });

  it('shows no formula, and says figures in words and in numbers', async () => {
    const { bytes } = await file('/api/v1/cohorts?format=csv&stage=rehabilitation');
    const [head, ...rows] = records(bytes);
    const column = (title: string): string =>
      rows.find((row) => row.includes('rehabilitation'))![head!.indexOf(title)]!;
    expect(column('Name')).toBe(`'=HYPERLINK("http://evil")`);
    expect([column('People'), column('People (estimate)'), column('Stage')]).toEqual(['138', '138', 'rehabilitation']);
  });

  it('has names in the language that is asked for, and codes in none', async () => {
    const path = '/api/v1/reports/stages?format=csv';
    const ukrainian = await file(path, { 'accept-language': 'uk, en;q=0.5' });
    expect(ukrainian.headers.get('content-language')).toBe('uk');
    expect(ukrainian.bytes.toString()).toContain('rehabilitation,реабілітація');
    expect((await file(path)).bytes.toString()).not.toContain('реабілітація');
  });

  it('has titles in the language that is asked for, with the same codes and hashtags', async () => {
    const path = '/api/v1/reports/stages?format=csv&hxl=1';
    const english = records((await file(path)).bytes);
    for (const [language, title] of [
      ['uk', 'Держава походження'],
      ['ru', 'Держава происхождения'],
      ['be', 'Дзяржава паходжання'],
      ['ar', 'دولة المنشأ'],
    ] as const) {
      const translated = records((await file(path, { 'accept-language': language })).bytes);
      const [titles, ...rest] = translated;
      expect([language, titles![english[0]!.indexOf('Power of origin')]]).toEqual([language, title]);
      expect(titles!.filter((one) => /[A-Za-z]/.test(one))).toEqual([]);
      expect(rest[0]).toEqual(english[1]);
      const codes = english[1]!.flatMap((tag, at) => (tag.includes('+code') ? [at] : []));
      const codesIn = (rows: string[][]): string[][] => rows.slice(2).map((row) => codes.map((at) => row[at]!));
      expect(codesIn(translated)).toEqual(codesIn(english));
    }
  });

  it('says which rows dates make a range, and has rows for dates that cannot be true, apart from those that count', async () => {
    const handOver = async (cohortId: string, occurredOn: string, value: number): Promise<void> => {
      const legs = [{ cohortId, headcount: { kind: 'exact', value }, terms: 'exchange' }];
      const exchangeId = `${cohortId}-${occurredOn}`;
      await client.post('/api/v1/exchanges', { ...EXCHANGE, exchangeId, occurredOn, legs });
    };
    const admit = (cohortId: string, occurredOn: string | null, value: number): Promise<Answer> =>
      client.post(`/api/v1/cohorts/${cohortId}/admit-to-interim-care`, {
        place: { country: 'BY' },
        headcount: { kind: 'exact', value },
        occurredOn,
      });
    for (const id of ['undated', 'contradicted']) await client.post('/api/v1/cohorts', cohortNamed(id));
    await handOver('contradicted', '2025-08-20', 2);
    await handOver('contradicted', '2025-08-28', 8);
    await admit('contradicted', '2025-08-22', 6);
    await handOver('undated', '2025-08-20', 146);
    const { position } = (await admit('undated', null, 146)).body;
    const path = `/api/v1/reports/stages?on=2025-08-25&after=${position as string}`;
    const { body } = await client.get(path);
    expect(body.contradictions).toHaveLength(1);
    const [head, ...rows] = records((await file(`${path}&format=csv`)).bytes);
    const cell = (row: string[], title: string): string => row[head!.indexOf(title)]!;
    const of = (section: string): string[][] => rows.filter((row) => cell(row, 'Section') === section);
    expect(of('counted')).toHaveLength(body.rows.length as number);
    const ranges = of('counted').filter((row) => cell(row, 'Dates') === 'range');
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.map((row) => ['Stage', 'People (upper bound)'].map((title) => cell(row, title)))).toEqual(
      body.rows
        .filter((row: any) => row.dates === 'range')
        .map((row: any) => [row.stage, String(row.people.high ?? row.people.value)]),
    );
    const [contradiction] = of('contradiction');
    const facts = ['Cohort', 'People', 'Stated day', 'Counted from', 'Entries'];
    expect(facts.map((title) => cell(contradiction!, title))).toEqual([
      'contradicted',
      '',
      '2025-08-22',
      '2025-08-28',
      body.contradictions[0].entryIds.join('; '),
    ]);
    expect((await file(`${path}&format=xlsx`)).headers.get('homeward-rows')).toBe(String(rows.length));
  });

  it('leaves a figure empty where none is meant to stand', async () => {
    const [head, row] = records((await file('/api/v1/reports/reconciliation?format=csv')).bytes);
    expect(row![head!.indexOf('Total')]).not.toBe('');
    for (const title of ['Added since, as published', 'Added since, by the exchanges', 'Since the total']) {
      expect([title, row![head!.indexOf(title)]]).toEqual([title, '']);
    }
    const [titles, claim] = records((await file('/api/v1/reports/held-populations?format=csv')).bytes);
    expect(claim![titles!.indexOf('Accepted figure')]).toBe('');
  });

  it('has a row of hashtags where that is asked for', async () => {
    const tagged = records((await file('/api/v1/reports/held-populations?format=csv&hxl=1')).bytes);
    expect(tagged[1]!.filter((tag) => !/^#[a-z]+(?:\+[a-z]+)*$/.test(tag))).toEqual([]);
    expect(tagged[1]).toContain('#affected+num');
    expect(records((await file('/api/v1/reports/held-populations?format=csv')).bytes)).toHaveLength(2);
  });

  it('is not sent again where nothing has changed, and is another thing in another form', async () => {
    const path = '/api/v1/exchanges';
    const etags = new Set<string>();
    for (const query of ['', '?format=csv', '?format=csv&hxl=1', '?format=xlsx', '?format=json']) {
      const etag = (await file(path + query)).headers.get('etag')!;
      etags.add(etag);
      const again = await file(path + query, { 'if-none-match': etag });
      expect([query, again.status, again.bytes.length]).toEqual([query, 304, 0]);
    }
    expect(etags.size).toBe(5);
  });

  it('is refused as what cannot be made, and to whom it is not for', async () => {
    const { status, body } = await client.get('/api/v1/cohorts', { accept: 'application/pdf' });
    expect([status, body.code]).toEqual([406, 'not-acceptable']);
    expect((await client.get('/api/v1/cohorts?format=pdf')).body.code).toBe('invalid-query');
    expect((await client.get('/api/v1/cohorts/nobody/entries?format=csv')).body.code).toBe('cohort-not-found');
    const administrator = new Client(server.address, server.administrator);
    expect((await administrator.get('/api/v1/cohorts?format=csv')).status).toBe(403);
  });
});

function withQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

function records(csv: Buffer): string[][] {
  return parse(csv, { bom: true });
}

/** A cohort as it is shown to anyone who records nothing. */
function withoutOffers(row: any): object {
  const balances = row.balances.map((balance: object) => ({ ...balance, actions: [] }));
  return { ...row, balances, actions: [], allowedActions: [] };
}
