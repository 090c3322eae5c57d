import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import canonicalize from 'canonicalize';
import {
  EMPTY_STATE,
  grow,
  leafHash,
  rootOf,
  LedgerFolder,
  parseTilePath,
  printEntries,
  signAsItStands,
  verifyLog,
} from '#ledger';
import { inspectSqliteLog, openLedger, MemoryEventStore } from '#stores';
import { ActivityList, ActivityLog, MISFILED_ACTIVITY, readActivity, type Noted } from './index.js';

const read = (changes: Partial<Noted> = {}): Noted => ({
  kind: 'read',
  at: Date.parse('2026-01-02T03:04:05.678Z'),
  actor: 'Field office',
  organisation: null,
  token: '0197a000-0000-7000-8000-000000000001',
  method: 'GET',
  route: '/api/v1/cohorts/:id',
  about: 'a',
  cohorts: ['a'],
  entries: [],
  status: 200,
  lost: null,
  ...changes,
});

describe('what is noted of activities', () => {
  let folder: string;
  let file: string;
  let log: ActivityLog;
  let list: ActivityList;

  beforeEach(async () => {
    folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'homeward-activity-'));
    file = join(folder, 'activity.sqlite');
    log = await ActivityLog.open(file);
    list = await ActivityList.open(file);
  });
  afterEach(async () => {
    list.close();
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it('is written in the order in which it was noted, and all of it at the end', async () => {
    for (let index = 0; index < 2_500; index++) log.note(read({ about: String(index), cohorts: [] }));
    await log.close();
    const { size, rows } = await list.page({}, 3_000);
    expect(size).toBe(2_500);
    expect(rows.map(({ about }) => Number(about))).toEqual(Array.from({ length: 2_500 }, (_, index) => 2_499 - index));
    expect(rows.at(-1)).toMatchObject({ number: 1, v: 1, at: '2026-01-02T03:04:05.678Z', actor: 'Field office' });
  });

  it('goes on where it was, after it was opened again', async () => {
    log.note(read());
    await log.close();
    log = await ActivityLog.open(file);
    log.note(read({ about: 'b' }));
    await log.flush();
    expect((await list.page({}, 10)).rows.map(({ number, about }) => [number, about])).toEqual([
      [2, 'b'],
      [1, 'a'],
    ]);
  });

  it('grows a tree of its own, whose leaves are the canonical records', async () => {
    for (let index = 0; index < 300; index++) log.note(read({ actor: index % 2 ? 'Größe 大小' : null }));
    await log.flush();
    const records = (await raw('SELECT record FROM events ORDER BY position')) as string[];
    for (const record of records) expect(canonicalize(JSON.parse(record))).toBe(record);
    const ledger = await openLedger(`sqlite:${file}`, new MemoryEventStore(), '');
    const state = await ledger.state();
    const whole = grow(
      EMPTY_STATE,
      records.map((record) => leafHash(Buffer.from(record))),
    ).state;
    expect([state.size, rootOf(state)]).toEqual([300, rootOf(whole)]);
    expect(await ledger.entries(0, 256)).toHaveLength(256);
    await ledger.close();
  });

  describe('is verified as a log is', () => {
    beforeEach(async () => {
      for (let index = 0; index < 300; index++) log.note(read({ cohorts: index % 2 ? ['a', 'b'] : [] }));
      await log.flush();
      expect(await judge(folder)).toEqual([300, undefined]);
    });

    it.each([
      [`update events set record = replace(record, 'Field office', 'Night desk') where position = 270`, 269],
      [`update events set record = json_set(record, '$.note', 'x') where position = 3`, 2],
    ])('and names what was altered: %s', async (statement, index) => {
      alter(file, statement);
      const [verdict] = await judge(folder);
      expect(verdict).toEqual(['record-altered', index]);
    });

    it.each([
      [`update events set actor = 'nobody' where position = 7`, 6],
      [`update events set kind = 'export' where position = 300`, 299],
      [`delete from about_cohorts where cohort = 'b' and position = 12`, 11],
      [`insert into about_cohorts values ('b', 13)`, 12],
    ])('and names what is not found where it belongs: %s', async (statement, index) => {
      alter(file, statement);
      expect(await judge(folder)).toEqual([300, { kind: 'misfiled', index }]);
    });
  });

  it('cannot be changed by a statement', async () => {
    log.note(read());
    await log.flush();
    const writer = new Database(file);
    expect(() => writer.exec(`update events set actor = 'nobody'`)).toThrow('never changed');
    expect(() => writer.exec('delete from events')).toThrow('never changed');
    writer.close();
  });

  it('says how much did not fit, and loses nothing of the rest', async () => {
    await log.close();
    log = await ActivityLog.open(file, { room: 10 });
    for (let index = 0; index < 25; index++) log.note(read());
    await log.flush();
    const { rows } = await list.page({}, 100);
    expect(rows).toHaveLength(11);
    expect(rows[0]).toMatchObject({ kind: 'lost', lost: 15, actor: null });
  });

  it('waits where it cannot be written, and is written once it can', async () => {
    const failures: string[] = [];
    await log.close();
    log = await ActivityLog.open(file, { onFailure: (reason) => failures.push(reason) });
    const blocker = new Database(file);
    blocker.exec("create trigger no before insert on events begin select raise(abort, 'no room'); end");
    log.note(read());
    expect(await log.flush()).toBe(false);
    expect(failures).toEqual([expect.stringContaining('no room')]);
    expect((await list.page({}, 10)).rows).toEqual([]);
    blocker.exec('drop trigger no');
    blocker.close();
    await log.close();
    log = await ActivityLog.open(file);
    expect((await list.page({}, 10)).rows).toHaveLength(1);
  });

  it('is not opened where there is no place for it', async () => {
    await expect(ActivityLog.open(join(folder, 'none', 'activity.sqlite'))).rejects.toThrow();
  });

  describe('can be looked through', () => {
    beforeEach(async () => {
      log.note(read({ at: Date.parse('2026-01-01T00:00:00Z'), actor: 'x', cohorts: ['a', 'b'] }));
      log.note(read({ at: Date.parse('2026-01-02T00:00:00Z'), actor: 'y', cohorts: ['b'], kind: 'entry' }));
      log.note(read({ at: Date.parse('2026-01-03T00:00:00Z'), actor: 'x', cohorts: [], kind: 'denied' }));
      await log.flush();
    });

    it.each([
      [{}, [3, 2, 1]],
      [{ actor: 'x' }, [3, 1]],
      [{ cohort: 'b' }, [2, 1]],
      [{ cohort: 'a', actor: 'y' }, []],
      [{ kind: 'denied' }, [3]],
      [{ from: '2026-01-02T00:00:00Z' }, [3, 2]],
      [{ to: '2026-01-02T01:00:00+01:00' }, [1]],
      [{ from: '2026-01-01T12:00:00Z', to: '2026-01-02T12:00:00Z' }, [2]],
    ] as const)('by %j', async (filter, numbers) => {
      expect((await list.page(filter, 10)).rows.map(({ number }) => number)).toEqual(numbers);
    });

    it('page by page, whatever is noted meanwhile', async () => {
      const first = await list.page({}, 2);
      expect([first.next, first.rows.length]).toEqual([2, 2]);
      log.note(read());
      await log.flush();
      const second = await list.page({}, 2, first.next!);
      expect([second.next, second.rows.map(({ number }) => number)]).toEqual([null, [1]]);
    });
  });

  async function raw(query: string): Promise<unknown[]> {
    const database = new Database(file, { readonly: true });
    try {
      return database.prepare(query).pluck().all();
    } finally {
      database.close();
    }
  }
});

/** What somebody can do who has the file. */
function alter(file: string, statement: string): void {
  const writer = new Database(file);
  writer.exec(`drop trigger if exists events_refuse_update; ${statement}`);
  writer.close();
}

/** The verdict on the activities in a folder, and what is filed wrongly there. */
async function judge(folder: string): Promise<unknown[]> {
  const file = join(folder, 'activity.sqlite');
  const ledger = await openLedger(`sqlite:${file}`, new MemoryEventStore(), '');
  const signing = LedgerFolder.open(join(folder, 'signing'), 'a.example/activity');
  const checkpoint = LedgerFolder.lastCheckpointIn(join(folder, 'signing')) ?? (await signAsItStands(signing, ledger));
  const read = async (path: string): Promise<Buffer> => {
    const { level, number, width } = parseTilePath(path);
    if (level !== 'entries') return ledger.hashes(level, number, width);
    return printEntries(await ledger.entries(number, width));
  };
  const { key } = signing.ring()[0]!;
  const verdict = await verifyLog(async () => ({ kind: 'data-folder', checkpoint, read }), {
    key,
    readLeaf: readActivity,
  });
  await ledger.close();
  const defect = await inspectSqliteLog(file, 300, MISFILED_ACTIVITY);
  return [verdict.ok ? verdict.size : [verdict.fault.code, verdict.fault.record?.index], defect];
}
