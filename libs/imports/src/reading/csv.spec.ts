import { Files } from '../../testing/files.js';
import { openSheet } from './open.js';
import type { RawRow } from './sheet.js';

describe('a CSV file', () => {
  const files = new Files();
  afterAll(() => files.remove());

  const read = async (content: string | Uint8Array) => {
    const sheet = await openSheet(files.write(content));
    const rows: RawRow[] = [];
    for await (const row of sheet.rows()) rows.push(row);
    return { headings: sheet.headings, rows, cells: rows.map(({ cells }) => cells) };
  };

  it.each([
    ['commas', 'id,n\na,1\n'],
    ['semicolons', 'id;n\na;1\n'],
    ['tabs', 'id\tn\na\t1\n'],
    ['CRLF', 'id,n\r\na,1\r\n'],
    ['old Macintosh line ends', 'id,n\ra,1\r'],
    ['no last line end', 'id,n\na,1'],
    ['a byte order mark', '\uFEFFid,n\na,1\n'],
    ['quoted headings with separators in them', '"id","n"\na,1\n'],
    ['HXL hashtags', 'id,n\n#meta+id,#affected\na,1\n'],
    ['empty rows and columns', '\nid,n,,\n,,,\na,1,,\n\n'],
  ])('with %s is read', async (_, content) => {
    const { headings, cells } = await read(content);
    expect(headings).toEqual(['id', 'n']);
    expect(cells.map((row) => row.slice(0, 2))).toEqual([['a', '1']]);
  });

  it.each([
    ['UTF-16, little end first', Buffer.from('\uFEFFid,імʼя\na,мир\n', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\uFEFFid,імʼя\na,мир\n', 'utf16le').swap16()],
    ['UTF-8', Buffer.from('id,імʼя\na,мир\n')],
  ])('in %s is read', async (_, content) => {
    expect(await read(content)).toMatchObject({ headings: ['id', 'імʼя'], cells: [['a', 'мир']] });
  });

  it('may mix its line ends, also inside quotes', async () => {
    const { rows } = await read('id,n\r\na,"x\ny"\nb,"x\r\ny"\rc,"say ""no"""\r\n');
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [2, 'a', 'x\ny'],
      [3, 'b', 'x\r\ny'],
      [4, 'c', 'say "no"'],
    ]);
  });

  it('numbers its rows as a spreadsheet does, empty ones counted', async () => {
    const { rows } = await read('id\n\na\n\nb\n');
    expect(rows.map(({ row }) => row)).toEqual([3, 5]);
  });

  it('keeps characters whole that a chunk cuts in two', async () => {
    const text = `id,n\n${'ї,мир\n'.repeat(80_000)}`;
    const { cells } = await read(text);
    expect(cells).toHaveLength(80_000);
    expect(cells.every(([a, b]) => a === 'ї' && b === 'мир')).toBe(true);
  });

  it.each([
    ['empty-file', '', /empty/],
    ['empty-file', '\n\n', /empty/],
    ['heading-repeated', 'a,b,a\n', /"a"/],
    ['heading-missing', 'a,,b\n', /column 2/],
    ['quote', 'id,n\na,"x\nb,1\n', /never closed/],
    ['quote', 'id,n\na,x"y\n', /line 2/],
    ['row-too-long', `id,n\na,"${'x\n'.repeat(600_000)}"\n`, /longer than/],
    ['row-too-long', `id,n\na,${'x'.repeat(5_000_000)}\n`, /longer than/],
    ['too-many-columns', `${Array.from({ length: 300 }, (_, i) => `c${i}`).join(',')}\n`, /200 columns/],
    ['too-many-columns', `id\n${','.repeat(300)}x\n`, /row 2/],
    ['encoding', Buffer.concat([Buffer.from('id\na\nb\n'), Buffer.from([0xcc, 0xe8, 0xf0, 0x0a])]), /line 4/],
    ['encoding', Buffer.from('id\na\n', 'utf16le'), /byte order mark/],
    [
      'encoding',
      Buffer.concat([Buffer.from('\uFEFFid\n', 'utf16le'), Buffer.from([0x00, 0xd8, 0x0a, 0x00])]),
      /UTF-16/,
    ],
    ['encrypted', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), /password/],
  ])('is refused: %s', async (code, content, detail) => {
    await expect(read(content)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
  });

  it('of more than a million rows is refused when it comes to that', async () => {
    const sheet = await openSheet(files.write(`id\n${'a\n'.repeat(1_000_002)}`));
    let rows = 0;
    const reading = (async () => {
      for await (const _ of sheet.rows()) rows += 1;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'too-many-rows' });
    expect(rows).toBe(1_000_000);
  });

  it('is read as far as somebody wants it, and again from the start', async () => {
    const sheet = await openSheet(files.write(`id\n${'a\n'.repeat(100_000)}`));
    for (let time = 0; time < 2; time++) {
      for await (const { row, done } of sheet.rows()) {
        expect([row, done < 0.99]).toEqual([2, false]);
        break;
      }
    }
  });
});
