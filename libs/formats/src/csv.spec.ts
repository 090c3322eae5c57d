import { parse } from 'csv-parse/sync';
import { toCsv, type FormatOptions } from './csv.js';
import { labelsFor } from './labels/labels.js';
import type { Manifest, Rendered } from './manifest.js';
import type { Column, Row, Table } from './table.js';

const COLUMNS: readonly Column[] = [
  { key: 'id', title: 'Exchange', kind: 'text' },
  { key: 'country', title: 'Country', kind: 'code', hxl: '#country+code', names: 'country' },
  { key: 'on', title: 'Date', kind: 'date', hxl: '#date' },
  { key: 'people', title: 'People', kind: 'figure', hxl: '#affected' },
];

describe('a table as CSV', () => {
  it('begins with a byte order mark and ends its lines with CRLF', async () => {
    const { bytes } = await read([row({ id: 'a' })]);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString().split('\r\n')).toHaveLength(3);
    expect(bytes.toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('gives a figure in words and as numbers, and no number where none is stated', async () => {
    const figures = [
      { kind: 'exact', value: 146 },
      { kind: 'about', value: 6000 },
      { kind: 'at-least', value: 6000 },
      { kind: 'between', low: 200, high: 250 },
      { kind: 'not-stated' },
      null,
      { kind: 'withheld' },
    ];
    const { records, manifest } = await read(figures.map((people) => row({ people })));
    expect(records.slice(1).map((record) => record.slice(-4))).toEqual([
      ['146', '146', '146', '146'],
      ['about 6000', '', '', '6000'],
      ['at least 6000', '6000', '', ''],
      ['200 to 250', '200', '250', ''],
      ['not stated', '', '', ''],
      ['not stated', '', '', ''],
      ['withheld', '', '', ''],
    ]);
    expect(manifest.withoutNumber).toEqual({ people: 5 });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠a'])(
    'runs nothing in a spreadsheet: %j',
    async (id) => {
      const { records } = await read([row({ id })]);
      expect(records[1]![0]).toBe(`'${id}`);
    },
  );

  it.each(['a "quoted" word', 'one\ntwo', 'one\r\ntwo', 'one\rtwo', 'a,b;c\td', 'мир', 'سلام', 'a - b', ''])(
    'gives text back as it was: %j',
    async (id) => {
      const { records } = await read([row({ id })]);
      expect(records[1]![0]).toBe(id);
    },
  );

  it('leaves a figure empty where none is meant to stand: that is not one which is not stated', async () => {
    const { records, manifest } = await read([row({ people: undefined })]);
    expect(records[1]!.slice(-4)).toEqual(['', '', '', '']);
    expect(manifest.withoutNumber).toEqual({ people: 0 });
  });

  it('has its titles in the language asked for, and in English where one is not known in it', async () => {
    const columns: Column[] = [
      { key: 'id', title: 'Exchange', titles: { uk: 'Обмін' }, kind: 'text' },
      { key: 'country', title: 'Country', kind: 'code', names: 'country' },
    ];
    const { chunks } = toCsv({ columns, rows: [], facts: { position: null } }, { labels: labelsFor('uk') });
    let text = '';
    for await (const chunk of chunks) text += chunk.toString();
    expect(text).toBe('\uFEFFОбмін,Country,Country (назва)\r\n');
  });

  it('names countries beside their codes in the language asked for', async () => {
    const { records } = await read([row({ country: 'BY' })], { labels: labelsFor('uk') });
    expect(records[0]).toContain('Country (назва)');
    expect(records[1]!.slice(1, 3)).toEqual(['BY', 'Білорусь']);
  });

  it('adds a row of HXL hashtags where it is asked to', async () => {
    const { records } = await read([], { hxl: true });
    expect(records[1]).toEqual([
      '',
      '#country+code',
      '#country+name',
      '#date',
      '#affected+text',
      '#affected+min',
      '#affected+max',
      '#affected+num',
    ]);
  });

  it('joins a list, and leaves one of nothing empty', async () => {
    const columns: Column[] = [{ key: 'by', title: 'By', kind: 'list', names: 'country' }];
    const rows = [{ by: ['AE', 'TR'] }, { by: [] }, { by: null }, { by: 'AE' }];
    const rendered = toCsv({ columns, rows, facts: { position: null } });
    const [, ...records] = parse(await collect(rendered), { bom: true }) as unknown as string[][];
    expect(records).toEqual([
      ['AE; TR', 'United Arab Emirates; Türkiye'],
      ['', ''],
      ['', ''],
      ['cannot be shown', ''],
    ]);
    expect((await rendered.manifest).failures).toMatchObject([{ row: 4, column: 'by', detail: 'is not a list' }]);
  });

  it('names what it cannot show and goes on', async () => {
    const rows = [
      row({ id: 'a', people: { kind: 'exact', value: -1 } }),
      row({ id: 'b', on: 'tomorrow' }),
      row({ id: 'c' }),
    ];
    const { records, manifest } = await read(rows);
    expect(records.slice(1).map(([id]) => id)).toEqual(['a', 'b', 'c']);
    expect(records[1]![4]).toBe('cannot be shown');
    expect(manifest).toMatchObject({
      rows: 3,
      failed: 2,
      failures: [
        { row: 1, name: 'a', column: 'people' },
        { row: 2, name: 'b', column: 'on', detail: 'is not a date' },
      ],
    });
  });

  it('gives the same bytes for the same rows, and their hash', async () => {
    const rows = [row({ id: 'a' }), row({ id: 'b' })];
    const [once, again] = [await read(rows), await read(rows)];
    expect(once.bytes.equals(again.bytes)).toBe(true);
    const digest = await crypto.subtle.digest('SHA-256', once.bytes);
    expect(once.manifest.sha256).toBe(Buffer.from(digest).toString('hex'));
    expect(once.manifest.facts).toEqual({ position: '0000000000000007' });
  });

  it('is headings alone where there are no rows', async () => {
    const { records, manifest } = await read([]);
    expect(records).toHaveLength(1);
    expect(manifest.rows).toBe(0);
  });

  it('does not pile up rows that nobody reads yet', async () => {
    let made = 0;
    const { chunks } = toCsv(
      table(
        (async function* () {
          for (; made < 100_000; made++) yield row({ id: String(made) });
        })(),
      ),
    );
    const reading = chunks[Symbol.asyncIterator]();
    await reading.next();
    await reading.next();
    expect(made).toBeLessThan(1_000);
    await reading.return?.();
    expect(made).toBeLessThan(1_000);
  });

  it('passes on what went wrong while the rows were read', async () => {
    const rendered = toCsv(
      table(
        (async function* () {
          yield row({});
          throw new Error('the database went away');
        })(),
      ),
    );
    await expect(collect(rendered)).rejects.toThrow('the database went away');
    await expect(rendered.manifest).rejects.toThrow('the database went away');
  });
});

function row(values: Row): Row {
  return { id: 'x', country: null, on: null, people: { kind: 'exact', value: 1 }, ...values };
}

function table(rows: Table['rows']): Table {
  return { columns: COLUMNS, rows, facts: { position: '0000000000000007' }, nameOf: ({ id }) => String(id) };
}

async function read(rows: readonly Row[], options?: FormatOptions) {
  const rendered = toCsv(table(rows), options);
  const bytes = await collect(rendered);
  const records = parse(bytes, { bom: true, record_delimiter: '\r\n' }) as unknown as string[][];
  return { bytes, records, manifest: (await rendered.manifest) satisfies Manifest };
}

async function collect({ chunks }: Rendered): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
