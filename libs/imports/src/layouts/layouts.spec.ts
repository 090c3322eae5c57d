import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Files } from '../../testing/files.js';
import { Importing } from '../../testing/importing.js';
import { columnsOf } from '../mapping/columns.js';
import { openSheet } from '../reading/open.js';
import { IMPORT_KINDS } from './layout.js';
import { LAYOUTS } from './layouts.js';
import { descriptionOf, templateOf } from './template.js';

describe.each(IMPORT_KINDS)('the layout of %s', (kind) => {
  const files = new Files();
  afterAll(() => files.remove());
  const layout = LAYOUTS[kind];

  it.each(['csv', 'xlsx'] as const)('has a %s template that is read as such a table', async (format) => {
    const file = files.path();
    await writeFile(file, templateOf(layout, format).chunks);
    const sheet = await openSheet(file);
    expect(() => layout.reader(columnsOf(layout, sheet.headings).names, { watch: false })).not.toThrow();
    for await (const row of sheet.rows()) throw new Error(`there is a row in it: ${row.row}`);
  });

  it('has examples that are right', async () => {
    const columns = [...layout.columns, ...(layout.family?.columns ?? [])];
    const table = `${columns.map(({ name }) => name).join(',')}\n${columns.map(({ example }) => example).join(',')}\n`;
    const { rows } = await new Importing(files).plan(kind, table);
    const errors = rows[0]!.planned.errors.filter(({ code }) => code !== 'exchange-not-found');
    expect(errors).toEqual([]);
  });

  it('is described in the guide as it is', () => {
    const guide = readFileSync(new URL('../../../../docs/importing.md', import.meta.url), 'utf8');
    expect(bare(guide)).toContain(bare(descriptionOf(layout)));
  });
});

describe('a row of each kind', () => {
  const files = new Files();
  afterAll(() => files.remove());

  it.each([
    ['exchanges', 'id,to_RU_civilian,to_UA_civilian,source,date\nX 1,1,1,a,2025\n', ['id']],
    ['exchanges', 'id,to_RU_civilian,to_UA_civilian,source,date\nx,,0,a,2025\n', ['to_RU_civilian']],
    ['exchanges', 'id,to_RU_civilian,to_UA_civilian,source,intermediaries\nx,1,1,,ae\n', ['source', 'intermediaries']],
    ['exchanges', 'id,to_RU_civilian,to_UA_civilian,source,url\nx,1,1,a,telegram\n', ['url']],
    ['exchanges', 'id,to_RU_civilian,to_UA_civilian,source,status\nx,1,1,a,done\n', ['status']],
    ['exchanges', 'id,to_RU_civilian,to_UA_civilian,source,status\nx,1,1,a,aborted\n', ['reason']],
    ['exchanges', 'id,to_RU_civilian,to_UA_civilian,source,place\nx,1,1,a,Novaya Guta\n', ['place_country']],
    ['exchange-reports', 'exchange,line,figure,source\nx,RU,1,a\n', ['line']],
    ['exchange-reports', 'exchange,line,figure,source\nx,to_RU,,a\n', ['figure']],
    ['cohorts', 'id,name,category,power_of_origin,detaining_power\nx,X,soldier,RU,UA\n', ['category']],
    ['cohorts', 'id,name,category,power_of_origin,detaining_power\nx,X,civilian,Russia,UA\n', ['power_of_origin']],
    ['cohorts', 'id,name,category,power_of_origin,detaining_power,credibility\nx,X,civilian,RU,UA,2\n', ['source']],
    [
      'claims',
      'detaining_power,power_of_origin,category,figure,source,reliability\nRU,UA,civilian,1,a,G\n',
      ['reliability'],
    ],
    ['totals', 'claimant,as_of,total,categories\nUAE,2025,1,soldiers\n', ['categories']],
    ['totals', 'claimant,as_of,total,excludes\nUAE,2025,1,X1\n', ['excludes']],
  ] as const)('of %s is invalid where a column is: %j', async (kind, table, columns) => {
    const { rows } = await new Importing(files).plan(kind, table);
    expect(rows[0]!.planned.outcome).toBe('invalid');
    expect(rows[0]!.planned.errors.map(({ column }) => column)).toEqual(columns);
  });
});

/** Without the spaces and rules that a formatter aligns columns with. */
function bare(markdown: string): string {
  return markdown.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
}
