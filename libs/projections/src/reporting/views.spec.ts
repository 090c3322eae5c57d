import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { arriveInBelarus, goHome, SERVICEMEN } from '../../testing/reference-case.js';
import { rebuild } from '../projector.js';
import { openReadDatabase } from '../read-models.js';
import { REPORTING_VIEWS } from './views.js';

describe('given the reference case, a tool that reads the database itself', () => {
  const files = new CaseFiles();
  let tool: Database.Database;

  const openTool = (): Database.Database => new Database(join(files.folder, 'reporting.sqlite'), { readonly: true });
  const rows = (query: string): Record<string, unknown>[] => tool.prepare(query).all() as Record<string, unknown>[];

  beforeAll(async () => {
    await arriveInBelarus(files);
    await goHome(files);
    await files.send('ClaimHeldPopulation', 'held-in-russia', {
      claimId: 'held-in-russia',
      detainingPower: 'RU',
      powerOfOrigin: 'UA',
      category: 'prisoner-of-war',
      population: null,
      headcount: { kind: 'about', value: 6_000 },
      asOf: '2025-08-24',
    });
    await files.catchUp();
    tool = openTool();
  });
  afterAll(async () => {
    tool.close();
    await files.remove();
  });

  it.each(Object.entries(REPORTING_VIEWS))('finds the columns of %s as they are documented', (view, { columns }) => {
    const found = rows(`select * from pragma_table_info('${view}')`).map(({ name }) => name);
    expect(found).toEqual(Object.keys(columns));
    expect(() => rows(`select * from ${view}`)).not.toThrow();
    const docs = readFileSync('docs/reporting.md', 'utf8');
    const lines = Object.entries(columns).map(([column, meaning]) => `| \`${column}\` | ${meaning} |`);
    for (const line of [`### \`${view}\``, ...lines]) expect(docs).toContain(line);
  });

  it('counts the people that the API counts', () => {
    const query = `select stage, people, people_low, people_high from reporting_people where cohort = '${SERVICEMEN}'`;
    expect(rows(query)).toEqual([
      { stage: 'interim-care', people: 8, people_low: 8, people_high: 8 },
      { stage: 'rehabilitation', people: 138, people_low: 138, people_high: 138 },
    ]);
  });

  it('never finds a number where none was stated', () => {
    expect(
      rows('select people, people_low, people_high, people_estimate, people_not_stated from reporting_claims'),
    ).toEqual([{ people: null, people_low: 0, people_high: null, people_estimate: 6_000, people_not_stated: 0 }]);
  });

  it('cannot change anything', () => {
    expect(() => tool.exec('delete from entries')).toThrow('readonly');
    expect(() => rows('update reporting_people set people = 0 returning people')).toThrow();
  });

  it('finds the same under the same name after a rebuild, and what came since', async () => {
    const before = rows('select * from reporting_people');
    await files.send('RegisterCohort', 'another', {
      cohortId: 'another',
      name: 'Another',
      category: 'civilian',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      headcount: exactly(3),
    });
    const database = await openReadDatabase({ folder: files.folder });
    await rebuild(files.store, database);
    await database.close();
    tool.close();
    tool = openTool();
    expect(rows(`select * from reporting_people where cohort <> 'another'`)).toEqual(before);
    expect(rows(`select people from reporting_people where cohort = 'another'`)).toEqual([{ people: 3 }]);
  });
});
