import { readFileSync } from 'node:fs';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { reportsDoc } from './making/contents.js';
import { LISTS, READS, REPORTS } from './reports.js';

/** Parameters without which a query is refused. */
function neededBy(query: new () => object): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(query, '', false, false);
  const optional = new Set(
    rules.filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION).map(({ propertyName }) => propertyName),
  );
  return [...new Set(rules.map(({ propertyName }) => propertyName))].filter((name) => !optional.has(name));
}

describe('the table of contents', () => {
  it('has nothing twice: addresses, names of operations and files, and the classes by which the reading thread looks', () => {
    const all = [
      READS.map(({ path }) => path),
      READS.map(({ operation }) => operation),
      READS.map(({ query }) => query.name),
      READS.flatMap(({ table }) => table?.name ?? []),
    ];
    for (const names of all) expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it.each(REPORTS.filter(({ watched }) => watched).map((report) => [report.path, report] as const))(
    'lets webhooks watch %s, which answers without parameters',
    (_, { query }) => {
      expect(neededBy(query)).toEqual([]);
    },
  );

  it('does not let them watch what has to be asked for by its days', () => {
    expect(REPORTS.filter(({ watched }) => !watched).map(({ path, query }) => [path, neededBy(query)])).toEqual([
      ['reports/series', ['from', 'to']],
    ]);
  });

  it.each(REPORTS.map((report) => [report.path, report] as const))(
    'compares %s by columns that its table has',
    (_, { table, comparison }) => {
      const [change, ...rest] = comparison.table!.columns.map(({ key }) => key);
      const identity = rest.slice(
        0,
        rest.findIndex((key) => key.endsWith('Before')),
      );
      expect(change).toBe('change');
      expect(identity.length).toBeGreaterThan(0);
      expect(table.columns.map(({ key }) => key)).toEqual(expect.arrayContaining(identity));
    },
  );

  it('is what docs/reports.md says; write it again with "npm run reports-doc"', () => {
    expect(readFileSync('docs/reports.md', 'utf8')).toBe(reportsDoc(REPORTS, LISTS));
  });
});
