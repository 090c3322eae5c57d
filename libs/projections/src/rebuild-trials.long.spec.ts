import type { Position } from '#eventsourcing';
import { rounds } from '#eventsourcing/testing';
import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { CaseFiles } from '../testing/case-files.js';
import { histories, live, type Attempt } from '../testing/histories.js';
import { Generations } from './database/dialect.js';
import type { Table } from './database/table.js';
import type { Transaction } from './database/transaction.js';
import { type Comparison, openReadDatabase, type ReadDatabase, rebuild, runProjector } from './index.js';
import { SCHEMA } from './read-models.js';

const TRIALS = rounds(500);

/** What happens to the projector after a few more entries. */
type Happening =
  'catch up' | 'killed within a batch' | 'killed before commit' | 'killed after commit' | 'repeat' | 'rebuild';

interface Trial {
  readonly history: readonly Attempt[];
  readonly happenings: readonly Happening[];
}

const trials: fc.Arbitrary<Trial> = fc.record({
  history: fc.oneof(histories(true, 14), histories(false, 14)),
  happenings: fc.array(
    fc.constantFrom<Happening>(
      'catch up',
      'catch up',
      'killed within a batch',
      'killed before commit',
      'killed after commit',
      'repeat',
      'rebuild',
    ),
    { minLength: 2, maxLength: 5 },
  ),
});

class Killed extends Error {}

/** The read database of a process that dies at its next commit; all that it held in memory is gone with it. */
function dyingAt(database: ReadDatabase, moment: Happening): ReadDatabase {
  return Object.assign(Object.create(database) as ReadDatabase, {
    async commit(upTo: Position, work: (transaction: Transaction) => Promise<void>) {
      await database.commit(upTo, async (transaction) => {
        await work(moment === 'killed within a batch' ? halfOf(transaction) : transaction);
        if (moment !== 'killed after commit') throw new Killed();
      });
      throw new Killed();
    },
  });
}

/** Writes the first rows of a batch, and no more. */
function halfOf(transaction: Transaction): Transaction {
  let left = 2;
  return Object.assign(Object.create(transaction) as Transaction, {
    insert: (...rows: Parameters<Transaction['insert']>) => {
      if (left-- === 0) throw new Killed();
      return transaction.insert(...rows);
    },
  });
}

/** Projects what is in the log, as `moment` lets it. */
async function projectTo(files: CaseFiles, database: ReadDatabase): Promise<void> {
  const done = new AbortController();
  const head = await files.store.head();
  await runProjector(files.store, database, {
    signal: done.signal,
    onCaughtUp: (position) => {
      if (position === head) done.abort();
    },
  });
}

async function happen(files: CaseFiles, happening: Happening): Promise<void> {
  const database = await openReadDatabase({ folder: files.folder });
  try {
    switch (happening) {
      case 'catch up':
        return await projectTo(files, database);
      case 'repeat': {
        // Another projector has read the checkpoint, and comes with the same events.
        const late = await openReadDatabase({ folder: files.folder });
        await late.checkpoint();
        await projectTo(files, database);
        await projectTo(files, late);
        return await late.close();
      }
      case 'rebuild':
        expect(await rebuild(files.store, database)).toBe(true);
        return;
      default:
        await projectTo(files, dyingAt(database, happening)).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
    }
  } finally {
    await database.close();
  }
}

/** All tables of the generation that is served, to the byte. */
function everyRow(folder: string): Readonly<Record<string, string[]>> {
  const generations = new Generations(folder);
  const raw = new Database(generations.file(generations.current()!), { readonly: true });
  const rows = Object.values<Table<any>>(SCHEMA.tables).map(({ name, key }) => {
    const all = raw.prepare(`select * from ${name} order by ${key.join()}`).raw().all();
    return [name, all.map((row) => JSON.stringify(row))];
  });
  raw.close();
  return Object.fromEntries(rows) as Record<string, string[]>;
}

async function check({ history, happenings }: Trial): Promise<void> {
  const files = new CaseFiles();
  try {
    let written = 0;
    let next = 0;
    const every = Math.max(1, Math.floor(history.length / (happenings.length + 1)));
    await live(files, history, async () => {
      if (++written % every === 0 && next < happenings.length) await happen(files, happenings[next++]!);
    });
    if ((await files.store.head()) === undefined) return;
    await happen(files, 'catch up');
    const before = everyRow(files.folder);

    const database = await openReadDatabase({ folder: files.folder });
    let comparison: Comparison | null | undefined;
    const onCompared = (told: Comparison | null): boolean => ((comparison = told), true);
    expect(await rebuild(files.store, database, { onCompared })).toBe(true);
    await database.close();
    expect(everyRow(files.folder)).toEqual(before);
    expect(comparison).toMatchObject({ tables: [], versions: [], reshaped: [] });
  } finally {
    await files.remove();
  }
}

describe('rows that a projector kept up to date', () => {
  const { TMPDIR } = process.env;
  beforeAll(() => {
    // Thousands of files come and go, and none of them has to outlive a power cut.
    if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';
  });
  afterAll(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });

  it(`are to the byte those that are built again, whatever happened to it: ${TRIALS} histories`, async () => {
    await fc.assert(fc.asyncProperty(trials, check), { numRuns: TRIALS, endOnFailure: true });
  });
});
