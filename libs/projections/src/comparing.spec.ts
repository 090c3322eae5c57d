import Database from 'better-sqlite3';
import { exactly } from '#cases';
import { CaseFiles } from '../testing/case-files.js';
import { arriveInBelarus, SERVICEMEN } from '../testing/reference-case.js';
import { Generations } from './database/dialect.js';
import { cohortStatus, type Comparison, openReadDatabase, rebuild } from './index.js';

describe('a rebuild that compares', () => {
  let files: CaseFiles;

  beforeEach(async () => {
    files = new CaseFiles();
    await arriveInBelarus(files);
    await files.catchUp();
  });
  afterEach(() => files.remove());

  /** Changes the served read database behind everybody's back. */
  function tamper(statement: string): void {
    const generations = new Generations(files.folder);
    const raw = new Database(generations.file(generations.current()!));
    raw.exec(statement);
    raw.close();
  }

  async function compared(takesOver: boolean): Promise<Comparison | null> {
    const database = await openReadDatabase({ folder: files.folder });
    let comparison: Comparison | null = null;
    const onCompared = (told: Comparison | null): boolean => ((comparison = told), takesOver);
    expect(await rebuild(files.store, database, { onCompared })).toBe(takesOver);
    await database.close();
    return comparison;
  }

  const people = async () =>
    (await cohortStatus(files.models, SERVICEMEN, { asOf: '2025-09-10' }))!.balances.map((one) => one.people);

  it('finds nothing where nothing was altered, and counts the rows it looked at', async () => {
    const comparison = await compared(true);
    expect(comparison).toMatchObject({ position: await files.store.head(), tables: [], versions: [], reshaped: [] });
    expect(comparison!.rows).toBeGreaterThan(10);
  });

  it('names a figure that was altered, and heals it by taking over', async () => {
    tamper(`update cohorts set kept = replace(kept, '146', '141') where id = '${SERVICEMEN}'`);
    expect(await people()).toEqual([exactly(141)]);

    const checked = await compared(false);
    expect(checked!.tables).toMatchObject([
      { table: 'cohorts', changed: 1, missing: 0, surplus: 0, first: [{ kind: 'changed', key: { id: SERVICEMEN } }] },
    ]);
    const [{ column, live, rebuilt }] = checked!.tables[0]!.first[0]!.columns as any;
    expect([column, live.includes('141'), rebuilt.includes('146')]).toEqual(['kept', true, true]);
    expect(await people()).toEqual([exactly(141)]);

    expect((await compared(true))!.tables).toHaveLength(1);
    expect(await people()).toEqual([exactly(146)]);
    expect((await compared(false))!.tables).toEqual([]);
  });

  it('names rows that only one of the two has', async () => {
    tamper(`delete from balances where cohort = '${SERVICEMEN}'`);
    tamper(`insert into moments values ('never', '2025-01-01', 7)`);
    const { tables } = (await compared(false))!;
    expect(tables.map(({ table, missing, surplus }) => [table, missing, surplus])).toEqual([
      ['moments', 1, 0],
      ['balances', 0, 1],
    ]);
    const columns = [
      { column: 'recorded_by', live: '2025-01-01', rebuilt: null },
      { column: 'number', live: 7, rebuilt: null },
    ];
    expect(tables[0]!.first).toEqual([{ kind: 'missing', key: { position: 'never' }, columns }]);
  });

  it('counts all that differ, and names the first twenty', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `('x-${String(index).padStart(2, '0')}', '', 1)`);
    tamper(`insert into moments values ${rows.join()}`);
    const { tables } = (await compared(false))!;
    expect([tables[0]!.missing, tables[0]!.first.length, tables[0]!.first[19]!.key]).toEqual([
      30,
      20,
      { position: 'x-19' },
    ]);
  });

  it('says which projections have another version, and what has other columns', async () => {
    tamper(`update generation set versions = json_set(versions, '$.cohorts', 1)`);
    tamper('alter table claims add column remark text');
    expect(await compared(false)).toMatchObject({
      versions: [{ projection: 'cohorts', live: 1 }],
      reshaped: ['claims'],
      tables: [],
    });
  });

  it('has nothing to compare with where nothing was projected yet', async () => {
    const fresh = new CaseFiles();
    const database = await openReadDatabase({ folder: fresh.folder });
    let told: unknown;
    expect(await rebuild(files.store, database, { onCompared: (one) => ((told = one), true) })).toBe(true);
    expect(told).toBeNull();
    await database.close();
    await fresh.remove();
  });

  it('refuses read models that stand where the log has never been', async () => {
    tamper(`update generation set checkpoint = '9999999999999999'`);
    await expect(compared(false)).rejects.toThrow('another log');
  });

  it('compares at the position that the served ones stand at, and takes over with what came after', async () => {
    const before = await files.store.head();
    await files.send('ConfirmWhereabouts', SERVICEMEN, { at: { stage: 'interim-care' }, occurredOn: '2025-09-01' });
    expect(await compared(true)).toMatchObject({ position: before, tables: [] });
    expect(await files.models.checkpoint()).toBe(await files.store.head());
  });
});
