import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { exactly, NOT_STATED } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { arriveInBelarus, goHome, SERVICEMEN } from '../../testing/reference-case.js';
import { rebuild } from '../projector.js';
import { openReadDatabase } from '../read-models.js';
import { REPORTING_VIEWS } from './views.js';

/** The first query that the documentation shows. */
function docsQuery(): string {
  return /"(select [^"]+)"/.exec(readFileSync('docs/reporting.md', 'utf8'))![1]!;
}

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

  it('finds sums in which nothing that is not stated gets lost', async () => {
    const cohort = { category: 'civilian', powerOfOrigin: 'KZ', detainingPower: 'GE' };
    for (const [cohortId, headcount] of [
      ['stated', exactly(5)],
      ['bounded', { kind: 'between', low: 1, high: 3 }],
    ] as const) {
      await files.send('RegisterCohort', cohortId, { ...cohort, cohortId, name: cohortId, headcount });
    }
    const sums = async () => {
      await files.catchUp();
      return rows(`select people_low, people_high, people_estimate, without_estimate, not_stated, withheld, groups
        from reporting_stages where power_of_origin = 'KZ'`);
    };
    const known = { people_low: 6, people_estimate: 5, without_estimate: 1, not_stated: 0, withheld: 0, groups: 2 };
    expect(await sums()).toEqual([{ ...known, people_high: 8 }]);
    await files.send('RegisterCohort', 'silent', {
      ...cohort,
      cohortId: 'silent',
      name: 'silent',
      headcount: NOT_STATED,
    });
    await files.send('RegisterCohort', 'kept', {
      ...cohort,
      cohortId: 'kept',
      name: 'kept',
      headcount: { kind: 'withheld' },
    });
    const opened = { people_high: null, without_estimate: 3, not_stated: 1, withheld: 1, groups: 4 };
    expect(await sums()).toEqual([{ ...known, ...opened }]);
    expect(rows(docsQuery())).toContainEqual(
      expect.objectContaining({ stage: 'custody', people_high: null, not_stated: 1 }),
    );
    expect(
      rows(`select people_low, not_stated, contradicted from reporting_exchange_totals where power_of_origin = 'UA'`),
    ).toEqual([{ people_low: 0, not_stated: 1, contradicted: 0 }]);
  });

  it('cannot change anything', () => {
    expect(() => tool.exec('delete from entries')).toThrow('readonly');
    expect(() => rows('update reporting_people set people = 0 returning people')).toThrow();
  });

  it('finds the same under the same name after a rebuild, and what came since', async () => {
    const before = rows('select * from reporting_people order by cohort, stage, place');
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
    expect(rows(`select * from reporting_people where cohort <> 'another' order by cohort, stage, place`)).toEqual(
      before,
    );
    expect(rows(`select people from reporting_people where cohort = 'another'`)).toEqual([{ people: 3 }]);
  });
});
