import { LAYOUTS } from '../layouts/layouts.js';
import type { RawRow } from '../reading/sheet.js';
import { columnsOf } from './columns.js';
import { mappingFrom } from './mapping.js';

const raw = (cells: readonly string[], problems: RawRow['problems'] = []): RawRow => ({
  row: 7,
  cells,
  problems,
  done: 0,
});

describe('a mapping', () => {
  const mapping = mappingFrom(
    JSON.stringify({
      kind: 'totals',
      columns: {
        claimant: { constant: 'UAE' },
        as_of: 'day',
        total: 'n',
        intermediaries: { from: 'who', values: { UAE: 'AE', '': 'none' } },
        categories: { from: 'rule', values: { mil: 'prisoner-of-war' }, otherwise: '' },
        source: { from: 'link', take: 'host' },
        url: 'link',
      },
      ignored: ['note'],
    }),
  );
  const headings = ['day', 'n', 'who', 'rule', 'link', 'note'];

  it('renames columns, translates values, adds constants and takes hosts', () => {
    const cells = columnsOf(LAYOUTS.totals, headings, mapping).read(
      raw(['2025', '5', 'UAE', 'mil', 'https://www.wam.ae/en', 'x']),
    );
    expect(
      ['claimant', 'as_of', 'total', 'intermediaries', 'categories', 'source', 'url'].map((name) => cells.text(name)),
    ).toEqual(['UAE', '2025', '5', 'AE', 'prisoner-of-war', 'wam.ae', 'https://www.wam.ae/en']);
    expect(cells.errors).toEqual([]);
  });

  it("names what it does not know, in the file's own words", () => {
    const cells = columnsOf(LAYOUTS.totals, headings, mapping).read(raw(['2025', '5', 'Nobody', 'all', 'no link']));
    expect(cells.text('categories')).toBeNull();
    expect(cells.errors).toMatchObject([
      { row: 7, column: 'who', code: 'value-unmapped', detail: expect.stringContaining('"Nobody"') },
      { row: 7, column: 'link', code: 'value-unmapped' },
    ]);
  });

  it.each([
    ['exchanges', headings, /is for totals/],
    ['totals', ['day', 'n', 'who', 'rule', 'note'], /"link"/],
    ['totals', [...headings, 'extra'], /says nothing of the column "extra"/],
  ] as const)('that does not fit %s with %j is refused', (kind, given, detail) => {
    expect(() => columnsOf(LAYOUTS[kind], given, mapping)).toThrow(detail);
  });

  it.each([
    ['{', /no JSON/],
    ['[]', /the mapping: must be an object/],
    ['{"kind": "people", "columns": {}}', /"people" cannot be imported/],
    ['{"kind": "totals"}', /columns: must be an object/],
    ['{"kind": "totals", "columns": {}, "ignore": []}', /there is no "ignore"/],
    ['{"kind": "totals", "columns": {}, "ignored": "x"}', /ignored/],
    ['{"kind": "totals", "columns": {"total": 5}}', /columns.total: must be an object/],
    ['{"kind": "totals", "columns": {"total": {}}}', /either from or constant/],
    ['{"kind": "totals", "columns": {"total": {"from": "a", "constant": "b"}}}', /either from or constant/],
    ['{"kind": "totals", "columns": {"total": {"from": "a", "values": {"x": 1}}}}', /values.x: must be text/],
    ['{"kind": "totals", "columns": {"total": {"from": "a", "take": "path"}}}', /only be "host"/],
  ])('%s is refused', (json, detail) => expect(() => mappingFrom(json)).toThrow(detail));
});

const names = (...lines: string[]) => LAYOUTS.exchanges.reader(['id', 'source', ...lines], { watch: false });

describe('columns without a mapping', () => {
  it('must be those of the layout', () => {
    expect(() => columnsOf(LAYOUTS.totals, ['claimant', 'as_of', 'total', 'sum'])).toThrow(
      /no column "sum" for totals/,
    );
    expect(() => columnsOf(LAYOUTS.totals, ['claimant', 'as_of'])).toThrow(/no column "total"/);
    expect(columnsOf(LAYOUTS.exchanges, ['id', 'source', 'to_US_from_RU_civilian_unilateral']).names).toHaveLength(3);
  });

  it('must tell who held whom', () => {
    expect(() => names('to_RU_civilian', 'to_UA_civilian')).not.toThrow();
    expect(() => names('to_RU_civilian')).toThrow(/does not say who held them/);
    expect(() => names('to_RU_civilian', 'to_UA_civilian', 'to_US_civilian')).toThrow(/does not say who held them/);
    expect(() => names('to_RU_from_RU_civilian')).toThrow(/cannot be the Power/);
    expect(() => names('to_XX_from_UA_civilian')).toThrow(/XX cannot be the Power/);
    expect(() => names()).toThrow(/no column of figures/);
  });

  it('pass on what is wrong with a cell, and with one that stands under no heading', () => {
    const columns = columnsOf(LAYOUTS.totals, ['claimant', 'as_of', 'total']);
    const problem = { cell: 2, code: 'formula', detail: 'holds a formula' };
    expect(columns.read(raw(['a', '2025', '', 'x'], [problem])).errors).toMatchObject([
      { column: 'total', code: 'formula' },
      { column: null, code: 'cell-beyond' },
    ]);
  });
});
