import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Files } from '../../libs/imports/testing/files.js';
import { cleanUp, Client, startServer, type Answer, type TestServer } from './server.js';

const IMPORTS = '/api/v1/imports';
const EXCHANGES = readFileSync('test/data/exchanges.csv');
const MAPPING = readFileSync('test/data/exchanges.mapping.json', 'utf8');
const CLAIMS = readFileSync('test/data/held-population-claims.csv');

describe('an import', () => {
  const files = new Files();
  let server: TestServer;
  let caseworker: Client;
  let auditor: Client;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    auditor = new Client(server.address, await server.token('auditor'));
  });
  afterAll(async () => {
    await server.stop();
    files.remove();
    cleanUp();
  });

  const upload = (query: string, body: RequestInit['body'], headers = {}): Promise<Answer> =>
    caseworker.send('POST', `${IMPORTS}?${query}`, body, { 'content-type': 'text/csv', ...headers });
  const apply = (id: string, body: object): Promise<Answer> => caseworker.post(`${IMPORTS}/${id}/apply`, body);

  it('is tried out, recorded as a whole, does nothing the second time, and is taken back', async () => {
    const planned = await upload(`kind=exchanges&mapping=${encodeURIComponent(MAPPING)}`, EXCHANGES);
    expect([planned.status, planned.body.summary.status]).toEqual([201, 'checked']);
    const { id, summary } = planned.body as { id: string; summary: { rows: number; outcomes: { new: number } } };
    expect(planned.headers.get('location')).toBe(`${IMPORTS}/${id}`);
    expect([summary.outcomes.new, planned.body.rows.length]).toEqual([summary.rows, summary.rows]);
    expect((await auditor.get(`${IMPORTS}/${id}`)).body).toMatchObject({ status: 'checked', canBeApplied: true });
    expect((await auditor.get('/api/v1/exchanges')).body.rows ?? []).toEqual([]);

    const applied = await apply(id, { mode: 'all-or-nothing' });
    expect(applied.body).toMatchObject({
      id,
      summary: { status: 'applied', applied: summary.rows },
      rows: [],
      more: 0,
      leftOutMore: 0,
    });
    const note = { row: 2, key: '2022-03-01', column: 'conflict_note', value: 'from a research dataset' };
    expect(applied.body.leftOut).toContainEqual(note);
    const after = `after=${applied.body.summary.position as string}`;
    expect((await auditor.get(`/api/v1/exchanges?limit=200&${after}`)).body.rows).toHaveLength(summary.rows);
    const again = await apply(id, { mode: 'all-or-nothing' });
    expect([again.status, again.body.summary?.applied ?? again.body.code]).toEqual([200, 0]);
    expect((await auditor.get(`/api/v1/alerts?${after}`)).body.rows).toEqual([]);
    const watched = await auditor.get(`/api/v1/cohorts?watched=true&${after}`);
    expect(watched.body.rows).toEqual([]);

    const reversed = await caseworker.post(`${IMPORTS}/${id}/reverse`, { reason: 'A wrong table' });
    expect([reversed.status, reversed.body.entries]).toEqual([200, expect.any(Number)]);
    expect((await auditor.get(`${IMPORTS}/${id}`)).body).toMatchObject({ status: 'reversed', canBeApplied: false });
    const twice = await caseworker.post(`${IMPORTS}/${id}/reverse`, { reason: 'A wrong table' });
    expect([twice.status, twice.body.code]).toEqual([409, 'import-reversed']);
    expect((await apply(id, { mode: 'row-by-row' })).body.code).toBe('import-table-gone');
    const rows = (await auditor.get(IMPORTS)).body.rows as { id: string }[];
    expect(rows.map((row) => row.id)).toEqual([id]);
  });

  describe('as a form', () => {
    const TABLE = new Blob([CLAIMS]);
    type Parts = readonly (readonly [name: string, value: string | Blob])[];
    const send = (parts: Parts, query = ''): Promise<Answer> => {
      const form = new FormData();
      for (const [name, value] of parts) {
        if (typeof value === 'string') form.append(name, value);
        else form.append(name, value, `${name}.csv`);
      }
      return caseworker.send('POST', IMPORTS + query, form);
    };

    it('may have a mapping of any size, in any order, as text or as a file', async () => {
      const large = MAPPING.replace('{', `{${' '.repeat(500_000)}`);
      for (const mapping of [large, new Blob([large])]) {
        const { status, body } = await send([
          ['mapping', mapping],
          ['file', new Blob([EXCHANGES])],
          ['kind', 'exchanges'],
        ]);
        expect([status, body.summary?.status]).toEqual([201, 'checked']);
        expect(body.summary.outcomes).toMatchObject({ conflict: 0, invalid: 0 });
        expect((await apply(body.id as string, { mode: 'all-or-nothing' })).body.summary.status).toBe('applied');
      }
    });

    it.each([
      ['no table', [['kind', 'claims']], '', 400, 'invalid', '/file'],
      ['no kind', [['file', TABLE]], '', 400, 'invalid', '/kind'],
      [
        'another kind',
        [
          ['file', TABLE],
          ['kind', 'kings'],
        ],
        '',
        400,
        'invalid',
        '/kind',
      ],
      [
        'another part',
        [
          ['file', TABLE],
          ['kind', 'claims'],
          ['colour', 'red'],
        ],
        '',
        400,
        'invalid',
        '/colour',
      ],
      [
        'two tables',
        [
          ['file', TABLE],
          ['file', TABLE],
          ['kind', 'claims'],
        ],
        '',
        400,
        'invalid',
        '/file',
      ],
      [
        'two kinds',
        [
          ['file', TABLE],
          ['kind', 'claims'],
          ['kind', 'claims'],
        ],
        '',
        400,
        'invalid',
        '/kind',
      ],
      [
        'a parameter',
        [
          ['file', TABLE],
          ['kind', 'claims'],
        ],
        '?kind=claims',
        400,
        'invalid-query',
        '/kind',
      ],
      [
        'a mapping that is too large',
        [
          ['file', TABLE],
          ['mapping', 'x'.repeat(2 ** 20 + 1)],
        ],
        '',
        413,
        'too-large',
        undefined,
      ],
      [
        'a mapping that is none',
        [
          ['file', TABLE],
          ['kind', 'claims'],
          ['mapping', '{"'],
        ],
        '',
        400,
        'invalid-mapping',
        undefined,
      ],
    ] as const)('with %s is refused, and nothing of it is kept', async (_, parts, query, status, code, pointer) => {
      const before = kept(server);
      const { status: told, body } = await send(parts, query);
      expect([told, body.code, body.errors?.[0].pointer]).toEqual([status, code, pointer]);
      expect(kept(server)).toEqual(before);
    });

    it('that breaks off or is none is refused, and nothing of it is kept', async () => {
      const before = kept(server);
      const begun = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nid,';
      for (const [type, body] of [
        ['multipart/form-data; boundary=b', begun],
        ['multipart/form-data; boundary=b', 'id,claimant'],
        ['multipart/form-data', begun],
      ] as const) {
        const answer = await caseworker.send('POST', IMPORTS, body, { 'content-type': type });
        expect([type, answer.status, answer.body.code]).toEqual([type, 400, 'malformed-form']);
      }
      expect(kept(server)).toEqual(before);
    });
  });

  it('is told line by line where that is asked for', async () => {
    const lines = { accept: 'application/x-ndjson' };
    const planned = await caseworker.send('POST', `${IMPORTS}?kind=claims`, CLAIMS, lines);
    const all = parsed(planned.body);
    const { summary } = all.at(-1) as { summary: { importId: string; rows: number } };
    expect(all).toHaveLength(summary.rows + 1);
    const path = `${IMPORTS}/${summary.importId}/apply`;
    const applied = await caseworker.post(path, { mode: 'row-by-row', acceptChanges: true }, lines);
    expect(parsed(applied.body).at(-1).summary).toMatchObject({ status: 'applied', applied: summary.rows });
  });

  it('is refused where the table cannot be read, and the table is not kept', async () => {
    const before = readdirSync(join(server.folder, 'imports'), { recursive: true }).filter((name) =>
      String(name).endsWith('table'),
    ).length;
    for (const [query, body, status, code] of [
      ['kind=claims', '', 400, 'empty-file'],
      ['kind=kings', 'a,b', 400, 'invalid-query'],
      ['kind=claims&mapping=%7B%22', 'a,b', 400, 'invalid-mapping'],
      ['kind=claims', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 400, 'encrypted'],
    ] as const) {
      const answer = await upload(query, body);
      expect([query, answer.status, answer.body.code]).toEqual([query, status, code]);
    }
    const after = readdirSync(join(server.folder, 'imports'), { recursive: true });
    expect(after.filter((name) => String(name).endsWith('table'))).toHaveLength(before);
    expect(after.filter((name) => String(name).includes('homeward-import-'))).toEqual([]);
  });

  it('is refused where it is made to fill memory, and the server goes on', async () => {
    const nested = await files.spreadsheet('<x>'.repeat(2_000_000));
    const { status, body } = await upload('kind=claims', readFileSync(nested));
    expect([status, body.code]).toEqual([400, 'zip-bomb']);
    expect((await caseworker.get('/health/live')).status).toBe(200);
    const tooLarge = await upload('kind=claims', Buffer.alloc(64 * 2 ** 20 + 1, 'x'));
    expect([tooLarge.status, tooLarge.body.code]).toEqual([413, 'file-too-large']);
  });

  it('is a spreadsheet as well as a text', async () => {
    const [headings, first] = CLAIMS.toString()
      .split('\n', 1)
      .concat(row(1))
      .map((line) => line.trim().split(',').map(cell).join(''));
    const file = await files.spreadsheet(`<row r="1">${headings}</row><row r="2">${first}</row>`);
    const { status, body } = await upload('kind=claims', readFileSync(file));
    expect([status, body.summary?.rows]).toEqual([201, 1]);
  });

  it('is larger than other bodies may be', async () => {
    const headings = `${CLAIMS.toString().split('\n', 1)[0]!}\n`;
    const table = headings + Array.from({ length: 8_000 }, (_, id) => row(id + 1)).join('');
    expect(table.length).toBeGreaterThan(256 * 1024);
    const { status, body } = await upload('kind=claims', table);
    expect([status, body.summary.rows, body.rows.length, body.more]).toEqual([201, 8_000, 500, 7_500]);
  });

  it('is nothing to those whom it is not for, and nothing that there is not', async () => {
    expect((await auditor.send('POST', `${IMPORTS}?kind=claims`, CLAIMS)).status).toBe(403);
    expect((await apply('nobody', { mode: 'row-by-row' })).body.code).toBe('import-not-found');
    expect((await caseworker.get(`${IMPORTS}/nobody`)).body.code).toBe('import-not-found');
    expect((await apply('nobody', { mode: 'perhaps' })).body.code).toBe('invalid');
  });
});

/** What is stored of tables. */
function kept({ folder }: TestServer): string[] {
  const names = readdirSync(join(folder, 'imports'), { recursive: true }) as string[];
  return names.filter((name) => /table$|homeward-import-/.test(name));
}

function parsed(body: unknown): any[] {
  const lines = String(body).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as object);
}

function row(id: number): string {
  return `2025-08-22,RU,UA,prisoner-of-war,at least ${id},,,source-${id}\n`;
}

/** A cell of a spreadsheet, as its XML has it. */
function cell(value: string): string {
  return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
}
