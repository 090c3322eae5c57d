import { join } from 'node:path';
import Database from 'better-sqlite3';
import { exactly } from '#cases';
import { CaseFiles } from '../testing/case-files.js';
import { arriveInBelarus, goHome } from '../testing/reference-case.js';
import { rebuild } from './projector.js';
import { openReadDatabase, SCHEMA } from './read-models.js';
import type { Table } from './database/table.js';

/** What is looked up by a key: all of it, its first column, and the first column of each index. */
function lookupsOf({ name, key, indexes = [] }: Table<any>): string[] {
  const ofAllRows = indexes.filter(({ columns, whereSet }) => whereSet === undefined || whereSet === columns[0]);
  const by = (columns: readonly string[]): string =>
    `select * from ${name} where ${columns.map((column) => `${column} = 'x'`).join(' and ')}`;
  return [...new Set([by(key), by(key.slice(0, 1)), ...ofAllRows.map(({ columns }) => by(columns.slice(0, 1)))])];
}

describe.each([
  ['small', 0],
  ['with over a thousand cohorts', 1_100],
])('a read database that is built again, %s', (_, cohorts) => {
  const files = new CaseFiles();
  let plans: Database.Database;

  beforeAll(async () => {
    await arriveInBelarus(files);
    await goHome(files);
    for (let n = 0; n < cohorts; n++) {
      const cohort = {
        cohortId: `c-${n}`,
        name: 'Some',
        category: 'civilian',
        powerOfOrigin: 'RU',
        detainingPower: 'UA',
      };
      await files.send('RegisterCohort', `c-${n}`, { ...cohort, headcount: exactly(n), occurredOn: '2025-08-24' });
    }
    const database = await openReadDatabase({ folder: files.folder });
    await rebuild(files.store, database);
    await database.close();
    plans = new Database(join(files.folder, 'reporting.sqlite'), { readonly: true });
  });
  afterAll(async () => {
    plans.close();
    await files.remove();
  });

  it.each(Object.values<Table<any>>(SCHEMA.tables).map((one) => [one.name, one] as const))(
    'looks %s up without reading all of it',
    (_name, one) => {
      const scanned = lookupsOf(one).filter((lookup) => {
        const steps = plans.prepare(`explain query plan ${lookup}`).all() as { detail: string }[];
        return steps.some(({ detail }) => detail.startsWith('SCAN'));
      });
      expect(scanned).toEqual([]);
    },
  );
});
