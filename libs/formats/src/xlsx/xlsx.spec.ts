import { once } from 'node:events';
import { SaxesParser } from 'saxes';
import * as yauzl from 'yauzl';
import { toCsv } from '../csv.js';
import { labelsFor } from '../labels/labels.js';
import type { Rendered } from '../manifest.js';
import type { Column, Row, Table } from '../table.js';
import { toXlsx, type XlsxOptions } from './xlsx.js';

const COLUMNS: readonly Column[] = [
  { key: 'id', title: 'Exchange', kind: 'text' },
  { key: 'on', title: 'Date', kind: 'date' },
  { key: 'people', title: 'People', kind: 'figure' },
];
const FACTS = { position: '0000000000000007' };

describe('a table as a spreadsheet', () => {
  it('holds numbers as numbers, days as days, and text as text', async () => {
    const { sheets } = await read([{ id: '=1+1', on: '2025-08-24', people: { kind: 'exact', value: 146 } }]);
    expect(sheets.sheet1).toContain('<c r="A2" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(sheets.sheet1).toContain('<c r="B2" s="2"><v>45893</v></c>');
    expect(sheets.sheet1).toContain('<c r="D2" s="5"><v>146</v></c>');
    expect(sheets.sheet1).not.toContain('<f');
  });

  it('has an exact figure as a number, too, and all others in words', async () => {
    const figures = [
      { kind: 'exact', value: 146 },
      { kind: 'about', value: 6000 },
    ];
    const { sheets } = await read(figures.map((people, n) => ({ id: `${n}`, on: null, people })));
    expect(sheets.sheet1).toContain('<c r="C2" s="5"><v>146</v></c>');
    expect(sheets.sheet1).toMatch(/<c r="C3" t="inlineStr"><is><t xml:space="preserve">about 6000</);
  });

  it('has columns as wide as what stands in them, within bounds, and headings over several lines', async () => {
    const columns: Column[] = [
      { key: 'n', title: 'N', kind: 'whole' },
      { key: 'name', title: 'Exchanges with a group without a number', kind: 'text' },
      { key: 'long', title: 'Remark', kind: 'text' },
    ];
    const rows = [{ n: 1, name: 'x'.repeat(30), long: 'x'.repeat(500) }];
    const bytes = await collect(toXlsx({ columns, rows, facts: FACTS }));
    const sheet = (await unzip(bytes))['xl/worksheets/sheet1.xml']!;
    const widths = [...sheet.matchAll(/<col [^>]*width="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths).toEqual([11, 35, 62]);
    expect(sheet).toContain('<row r="1" ht="30" customHeight="1">');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).not.toContain('style=');
    expect(sheet).toContain('<pageSetup paperSize="9" orientation="landscape"/>');
  });

  it('keeps what is typed into it as it is typed, where that is asked for', async () => {
    const { sheets } = await read([], { keepsTyping: true });
    expect(sheets.sheet1).toMatch(/<col min="1" max="1" width="\d+" style="4" customWidth="1"\/>/);
  });

  it('keeps a coarse date as text, and leaves the numbers of an unstated figure empty', async () => {
    const { sheets } = await read([{ id: 'a', on: '2022-21', people: { kind: 'not-stated' } }]);
    expect(sheets.sheet1).toContain('2022-21');
    expect(sheets.sheet1).toMatch(/not stated<\/t><\/is><\/c><\/row>/);
  });

  it('is well-formed XML whatever the text is', async () => {
    const texts = ['<a & "b">', 'bell \u0007', 'lone \uD800 surrogate', '_x0041_', 'line\r\nbreak', 'سلام', '\uFFFF'];
    const { sheets } = await read(texts.map((id) => ({ id, on: null, people: null })));
    for (const xml of Object.values(sheets)) new SaxesParser({ xmlns: true }).write(xml).close();
    expect(sheets.sheet1).toContain('bell _x0007_');
    expect(sheets.sheet1).toContain('_x005F_x0041_');
  });

  it('ends with a sheet that says what the file holds', async () => {
    const rows = [{ id: 'a', on: null, people: { kind: 'not-stated' } }];
    const { sheets, parts, manifest } = await read(rows);
    const csv = toCsv(table(rows));
    await collect(csv);
    expect(parts['xl/workbook.xml']).toContain('name="Manifest"');
    expect(sheets.sheet2).toContain((await csv.manifest).sha256);
    expect(sheets.sheet2).toContain(FACTS.position);
    expect(manifest).toMatchObject({ rows: 1, facts: FACTS, withoutNumber: { people: 1 } });
  });

  it('names its columns on beyond Z', async () => {
    const names = Array.from({ length: 703 }, (_, n) => `c${n}`);
    const columns = names.map((key): Column => ({ key, title: key, kind: 'text' }));
    const rendered = toXlsx({ columns, rows: [], facts: FACTS });
    const { 'xl/worksheets/sheet1.xml': sheet } = await unzip(await collect(rendered));
    const at = new Map([...sheet!.matchAll(/<c r="([A-Z]+)1".*?>(c\d+)</g)].map(([, where, name]) => [name, where]));
    expect(['c0', 'c25', 'c26', 'c51', 'c52', 'c701', 'c702'].map((name) => at.get(name))).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });

  it('names in its manifest what cannot be shown: by its name, else by the number of its row', async () => {
    const rows = [{ id: 'a', on: 'tomorrow', people: null }];
    const { sheets } = await read(rows);
    expect(sheets.sheet2).toContain('>1, on, is not a date<');
    const named = toXlsx({ ...table(rows), nameOf: ({ id }) => `exchange ${String(id)}` });
    expect((await unzip(await collect(named)))['xl/worksheets/sheet2.xml']).toContain(
      '>exchange a, on, is not a date<',
    );
  });

  it('goes on in a further sheet where one is full', async () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, on: null, people: null }));
    const { sheets, parts } = await read(rows, { rowsPerSheet: 3 });
    expect(Object.keys(sheets)).toEqual(['sheet1', 'sheet2', 'sheet3', 'sheet4']);
    expect(parts['xl/workbook.xml']).toContain('name="Report (3)"');
    expect(sheets.sheet3).toContain('>e<');
  });

  it('runs from the right in Arabic', async () => {
    const { sheets, parts } = await read([], { labels: labelsFor('ar') });
    expect(sheets.sheet1).toContain('rightToLeft="1"');
    expect(parts['xl/styles.xml']).toContain('<alignment horizontal="right" readingOrder="2"/>');
  });

  it('has the same bytes each time', async () => {
    const rows = [{ id: 'a', on: '2025-08-24', people: { kind: 'about', value: 7 } }];
    const [one, two] = [await read(rows), await read(rows)];
    expect(one.bytes.equals(two.bytes)).toBe(true);
    expect(one.manifest.sha256).toBe(two.manifest.sha256);
  });

  it('shows as much of an overlong text as a cell holds', async () => {
    const { sheets } = await read([{ id: 'x'.repeat(40_000), on: null, people: null }]);
    expect(sheets.sheet1).toContain(`${'x'.repeat(32_766)}…<`);
  });

  it('writes 100,000 rows without keeping them', async () => {
    const before = process.memoryUsage().rss;
    let peak = 0;
    const rows = (async function* () {
      for (let i = 0; i < 100_000; i++)
        yield { id: `exchange ${i}`, on: '2025-08-24', people: { kind: 'exact', value: i } };
    })();
    const rendered = toXlsx(table(rows));
    for await (const _ of rendered.chunks) peak = Math.max(peak, process.memoryUsage().rss - before);
    expect((await rendered.manifest).rows).toBe(100_000);
    expect(peak).toBeLessThan(150 * 2 ** 20);
  });

  it('lets its rows go where its reader goes away', async () => {
    let closed = false;
    const rows = (async function* () {
      try {
        for (;;) yield { id: 'a', on: null, people: null };
      } finally {
        closed = true;
      }
    })();
    for await (const _ of toXlsx(table(rows)).chunks) break;
    expect(closed).toBe(true);
  });

  it('passes on what went wrong while the rows were read', async () => {
    const rows = (async function* () {
      yield { id: 'a', on: null, people: null };
      throw new Error('the database went away');
    })();
    await expect(collect(toXlsx(table(rows)))).rejects.toThrow('the database went away');
  });
});

function table(rows: Table['rows']): Table {
  return { columns: COLUMNS, rows, facts: FACTS };
}

async function read(rows: readonly Row[], options?: XlsxOptions) {
  const rendered = toXlsx(table(rows), options);
  const bytes = await collect(rendered);
  const parts = await unzip(bytes);
  const sheets = Object.fromEntries(
    Object.entries(parts)
      .filter(([path]) => path.startsWith('xl/worksheets/'))
      .map(([path, xml]) => [path.slice('xl/worksheets/'.length, -'.xml'.length), xml]),
  );
  return { bytes, parts, sheets, manifest: await rendered.manifest };
}

async function collect({ chunks }: Rendered): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const parts: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(stream, 'end');
    parts[entry.fileName] = Buffer.concat(chunks).toString();
  }
  return parts;
}
