import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { until } from '#eventsourcing/testing';
import { toXlsx } from '#formats';
import { Files } from '../../../testing/files.js';
import { openSheet, type SheetChoice } from '../open.js';
import type { RawRow } from '../sheet.js';

const HEAD =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row>';

/** Packs well, and not as well as what is made to burst. */
const TEXT = createHash('shake256', { outputLength: 12_500 }).update('text').digest('hex');

describe('a spreadsheet', () => {
  const files = new Files();
  afterAll(() => files.remove());

  it('that we wrote ourselves is read back', async () => {
    const rows = [
      { id: '=a & <b> _x0041_ \u0007', on: '2025-08-24', people: { kind: 'exact', value: 146 } },
      { id: 'мир', on: '2022-21', people: { kind: 'not-stated' } },
    ];
    const columns = [
      { key: 'id', title: 'id', kind: 'text' },
      { key: 'on', title: 'on', kind: 'date', hxl: '#date' },
      { key: 'people', title: 'people', kind: 'figure' },
    ] as const;
    const file = files.path();
    await writeFile(file, toXlsx({ columns, rows, facts: { position: null } }, { hxl: true }).chunks);
    const { headings, cells } = await read(file);
    expect(headings.slice(0, 3)).toEqual(['id', 'on', 'people']);
    expect(cells).toEqual([
      ['=a & <b> _x0041_ \u0007', '2025-08-24', '146', '146', '146', '146'],
      ['мир', '2022-21', 'not stated'],
    ]);
    expect((await read(file, { sheet: 'Manifest' })).headings).toEqual(['Rows', '2']);
  });

  it('gives numbers, days and shared texts as they read', async () => {
    const strings = '<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r><rPh><t>x</t></rPh></si></sst>';
    const row =
      '<row r="7"><c r="A7" t="s"><v>1</v></c><c r="C7"><v>1.46E2</v></c><c r="D7" s="1"><v>45893</v></c><c r="E7" s="1"><v>45893.5</v></c><c t="b"><v>1</v></c></row>';
    const head = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
    const { rows } = await read(await files.spreadsheet(head + row, { 'xl/sharedStrings.xml': strings }));
    expect(rows).toMatchObject([{ row: 7, cells: ['two', '', '146', '2025-08-24', '2025-08-24T12:00:00', 'true'] }]);
  });

  it.each([
    ['', 13, '45893'],
    ['', 14, '2025-08-24'],
    ['', 15, '2025-08-24'],
    ['', 17, '2025-08'],
    ['', 22, '2025-08-24'],
    ['', 23, '45893'],
    ['', 44, '45893'],
    ['', 48, '45893'],
    ['yyyy-mm-dd', 164, '2025-08-24'],
    ['[$-409]d\\-mmm\\-yy;@', 164, '2025-08-24'],
    ['dddd, d mmmm yyyy', 164, '2025-08-24'],
    ['dd/mm/yyyy hh:mm AM/PM', 164, '2025-08-24'],
    ['[$-409]mmm\\-yy;@', 164, '2025-08'],
    ['mmmm yyyy', 164, '2025-08'],
    ['dddd mmmm yyyy', 164, '2025-08'],
    ['yyyy', 164, '2025'],
    ['0.00 "days"', 164, '45893'],
    ['0.00E+00', 164, '45893'],
    ['#,##0 [Red]', 164, '45893'],
  ])('takes a number for a day where its format says so: %s, number %i', async (code, id, shown) => {
    const own =
      code === '' ? '' : `<numFmts><numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/></numFmts>`;
    const styles = `<styleSheet>${own}<cellXfs><xf numFmtId="${id}"/></cellXfs></styleSheet>`;
    const sheet = `${HEAD}<row r="2"><c r="A2" s="0"><v>45893</v></c></row>`;
    const { rows } = await read(await files.spreadsheet(sheet, { 'xl/styles.xml': styles }));
    expect(rows[0]!.cells[0]).toBe(shown);
  });

  it.each([
    ['', 16],
    ['', 20],
    ['', 45],
    ['', 47],
    ['d-mmm', 164],
    ['hh:mm:ss', 164],
    ['mm:ss.0', 164],
    ['d yyyy', 164],
    ['dd/mm/bbbb', 164],
  ])(
    'refuses a number whose format does not show the whole date, and names its cell: %s, number %i',
    async (code, id) => {
      const own = code === '' ? '' : `<numFmts><numFmt numFmtId="${id}" formatCode="${code}"/></numFmts>`;
      const styles = `<styleSheet>${own}<cellXfs><xf numFmtId="${id}"/></cellXfs></styleSheet>`;
      const sheet = `${HEAD}<row r="2"><c r="B2" s="0"><v>45780</v></c></row>`;
      const { rows } = await read(await files.spreadsheet(sheet, { 'xl/styles.xml': styles }));
      const problem = { cell: 1, code: 'date-format', detail: expect.stringMatching(/^B2 .*such as 2025-05-03$/) };
      expect(rows[0]).toMatchObject({ cells: ['', ''], problems: [problem] });
    },
  );

  it.each([
    ['formula', '<c r="B2"><f>1+1</f><v>2</v></c>'],
    ['cell', '<c r="B2" t="e"><v>#N/A</v></c>'],
    ['cell', '<c r="B2" t="s"><v>99</v></c>'],
    ['cell', '<c r="B2"><v>much</v></c>'],
    ['date', '<c r="B2" s="1"><v>12</v></c>'],
  ])('names the cell that cannot be taken for what it shows: %s', async (code, cell) => {
    const { rows } = await read(await files.spreadsheet(`${HEAD}<row r="2"><c r="A2"><v>1</v></c>${cell}</row>`));
    expect(rows).toMatchObject([{ row: 2, cells: ['1', ''], problems: [{ cell: 1, code }] }]);
  });

  it.each([
    ['macros', { 'xl/vbaProject.bin': 'x' }, /macros/],
    ['zip-bomb', { 'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 2 ** 20, 32) }, /proportion/],
    ['zip-bomb', Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`p${i}`, 'x'])), /parts/],
    ['not-a-spreadsheet', { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' }, /XML/],
    [
      'not-a-spreadsheet',
      { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' },
      /document type/,
    ],
    ['not-a-spreadsheet', { 'xl/worksheets/sheet1.xml': '<worksheet>&a;</worksheet>' }, /XML/],
    ['not-a-spreadsheet', { 'xl/worksheets/sheet1.xml': Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xff]) }, /unpacked/],
    ['no-such-sheet', { 'xl/_rels/workbook.xml.rels': '<Relationships/>' }, /no sheet/],
    ['empty-file', { 'xl/worksheets/sheet1.xml': '<worksheet/>' }, /empty/],
    ['too-many-columns', { 'xl/worksheets/sheet1.xml': '<row r="1"><c r="ZZZ1"><v>1</v></c></row>' }, /200 columns/],
    ['zip-bomb', { 'xl/worksheets/sheet1.xml': '<a>'.repeat(2_000_000) }, /64 deep/],
    ['zip-bomb', { 'xl/sharedStrings.xml': `<sst>${'<b>'.repeat(100_000)}` }, /64 deep/],
  ])('is refused: %s', async (code, parts, detail) => {
    const file = await files.spreadsheet(HEAD, parts);
    await expect(read(file)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
  });

  it.each([
    ['not-a-spreadsheet', '<c r="A2"><v>1</v><c r="B2"><v>2</v></c></c>', /in another/],
    ['too-many-columns', '<c r="A2"><f/></c>'.repeat(201), /200 columns/],
    [
      'row-too-long',
      `<c r="A2" t="inlineStr"><is>${`<r><t>${'x'.repeat(999)}</t></r>`.repeat(1_002)}</is></c>`,
      /row 2/,
    ],
  ])('whose cells are none of a table is refused: %s', async (code, cells, detail) => {
    const file = await files.spreadsheet(`${HEAD}<row r="2">${cells}</row>`);
    await expect(read(file)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
  });

  it('leaves no file open where it is refused', async () => {
    const file = await files.zip(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`p${i}`, 'x'])));
    const held = openSync(file, 'r');
    expect(descriptorsOf(file)).toEqual([held]);
    closeSync(held);
    await expect(read(file)).rejects.toMatchObject({ code: 'zip-bomb' });
    // What is closed goes back to the operating system a moment later.
    await until('closing the file', () => descriptorsOf(file).length === 0);
  });

  it('is refused where it is a ZIP of something else, or cut short', async () => {
    await expect(read(await files.zip({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'not-a-spreadsheet' });
    await expect(read(files.write('PK\u0003\u0004 and no more'))).rejects.toMatchObject({ code: 'not-a-spreadsheet' });
  });

  it('says which sheets there are where the one asked for is not', async () => {
    const file = await files.spreadsheet(HEAD);
    await expect(read(file, { sheet: 'Two' })).rejects.toMatchObject({ code: 'no-such-sheet', detail: /"One"/ });
  });

  it.each([
    ['in many texts', '<sst>', `<si><t>${TEXT}</t></si>`],
    ['in one that has no end', '<sst><si>', `<r><t>${TEXT}</t></r>`],
  ])('of more text than is kept at once is refused: %s', async (_, head, piece) => {
    const strings = Buffer.from(`${head}${piece.repeat(1 + 32_000_000 / TEXT.length)}`);
    const file = await files.spreadsheet(HEAD, { 'xl/sharedStrings.xml': strings });
    await expect(read(file)).rejects.toMatchObject({ code: 'too-much-text' });
  });
});

async function read(file: string, choice?: SheetChoice) {
  const sheet = await openSheet(file, choice);
  const rows: RawRow[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return { headings: sheet.headings, rows, cells: rows.map(({ cells }) => cells) };
}

/** Those by which this process holds that file, and no other that may be opened or closed meanwhile. */
function descriptorsOf(file: string): number[] {
  const { dev, ino } = statSync(file);
  return Array.from({ length: 1_024 }, (_, descriptor) => descriptor).filter((descriptor) => {
    try {
      const held = fstatSync(descriptor);
      return held.dev === dev && held.ino === ino;
    } catch {
      return false;
    }
  });
}
