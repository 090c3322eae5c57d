import { isZero, minus, NOBODY, plus, whereabouts, type Account, type Accounts } from '#cases';
import { contradictionsAfter, contradictionsIn, type ContradictionRow } from '../cohorts/contradictions.js';
import { amountOf, whereaboutsOf, type MovementRow } from '../cohorts/movements.js';
import type { Transaction } from '../database/transaction.js';
import { changesGoingOn, changesOf, goesOn, standingAfter } from './counting.js';
import { byRecording, familiesBy } from './family.js';
import type { PeopleChangeRow } from './people-changes.js';

const BATCH = 5_000;

/** Tells what every entry changed in what is said of days, where a generation was built: as if it had been told one by one. */
export async function countAll(transaction: Transaction): Promise<void> {
  const { db } = transaction;
  const halves = db.selectFrom('movements').select(['cohort', 'half_of']).where('half_of', 'is not', null);
  const open = await halves
    .where((eb) => eb.or([eb('earliest', 'is', null), eb('earliest', '<', eb.ref('latest'))]))
    .execute();
  const familyOf = familiesBy(open);
  const bound = new Set(open.map(({ cohort }) => cohort));
  const families = new Map<string, MovementRow[]>();
  const changes: PeopleChangeRow[] = [];
  const count = async (rows: readonly MovementRow[]): Promise<void> => {
    const counting = new Counting(rows);
    for (const change of counting.changes()) changes.push(change);
    await transaction.insert('contradictions', counting.contradictions);
    await transaction.update(
      'contradictions',
      ['until'],
      counting.contradictions.filter(({ until }) => until !== null),
    );
    if (changes.length >= BATCH) await transaction.insert('people_changes', changes.splice(0));
  };

  let rows: MovementRow[] = [];
  const close = async (): Promise<void> => {
    const [first] = rows;
    if (first === undefined) return;
    if (!bound.has(first.cohort)) await count(rows);
    else families.set(familyOf(first.cohort), [...(families.get(familyOf(first.cohort)) ?? []), ...rows]);
    rows = [];
  };
  for (let after = ''; ;) {
    const page = await cohortsAfter(transaction, after);
    for (const row of page) {
      if (row.cohort !== rows[0]?.cohort) await close();
      rows.push(row);
    }
    await close();
    if (page.length === 0) break;
    after = page.at(-1)!.cohort;
  }
  for (const family of families.values()) await count(family.sort(byRecording));
  await transaction.insert('people_changes', changes);
}

/** Cohorts a step, where all of them are gone through. */
const PAGE = 500;

/** All movements of the next cohorts, each in the order of the log. */
async function cohortsAfter({ db }: Transaction, after: string): Promise<MovementRow[]> {
  const ids = db.selectFrom('cohorts').select('id').where('id', '>', after).orderBy('id').limit(PAGE);
  const rows = db.selectFrom('movements').selectAll().where('cohort', 'in', ids);
  return (await rows.orderBy('cohort').orderBy('position').orderBy('ordinal').execute()) as MovementRow[];
}

/** Goes through the entries of a family of cohorts, one after the other. */
class Counting {
  contradictions: ContradictionRow[] = [];
  private readonly accounts = new Map<string, Map<string, Account>>();
  private readonly latestDays = new Map<string, string>();

  /** @param family all its movements, in the order of the log */
  constructor(private readonly family: readonly MovementRow[]) {}

  *changes(): Generator<PeopleChangeRow> {
    for (const { at, moved, struck } of entriesOf(this.family)) {
      const [row] = moved;
      if (row !== undefined && struck.length === 0 && goesOn(moved, this.latestDays.get(row.cohort) ?? '')) {
        yield* changesGoingOn(moved, this.accountsOf(row.cohort));
      } else yield* this.again(at);
      for (const one of moved) this.book(one, 1);
      for (const one of struck) this.book(one, -1);
      if (row !== undefined && row.latest > (this.latestDays.get(row.cohort) ?? ''))
        this.latestDays.set(row.cohort, row.latest);
    }
  }

  private again(at: string): PeopleChangeRow[] {
    const open = this.contradictions.filter(({ until }) => until === null);
    const { closed, opened } = contradictionsAfter(open, contradictionsIn(standingAfter(at, this.family)), at);
    const ended = new Set(closed.map(said));
    this.contradictions = [
      ...this.contradictions.map((row) => (row.until === null && ended.has(said(row)) ? { ...row, until: at } : row)),
      ...opened,
    ];
    return changesOf(at, this.family);
  }

  private accountsOf(cohort: string): Accounts {
    return this.accounts.get(cohort) ?? new Map();
  }

  private book(row: MovementRow, times: 1 | -1): void {
    const accounts = this.accounts.get(row.cohort) ?? new Map<string, Account>();
    this.accounts.set(row.cohort, accounts);
    const amount = amountOf(row);
    const change = (key: string | null, sign: number): void => {
      if (key === null) return;
      const account = accounts.get(key) ?? { ...NEW, whereabouts: whereaboutsOf(key) };
      const tally = (sign > 0 ? plus : minus)(account.tally, amount);
      if (isZero(tally)) accounts.delete(key);
      else accounts.set(key, { ...account, tally });
    };
    change(row.from_key, -times);
    change(row.to_key, times);
  }
}

const NEW: Account = {
  whereabouts: whereabouts('custody'),
  tally: NOBODY,
  arrived: true,
  since: null,
  confirmedOn: null,
};

/** What an entry did: the movements that it brought, and those that it struck through. */
interface Entry {
  readonly at: string;
  readonly moved: MovementRow[];
  readonly struck: MovementRow[];
}

function entriesOf(rows: readonly MovementRow[]): Entry[] {
  const entries = new Map<string, Entry>();
  const entryAt = (at: string): Entry => {
    const entry = entries.get(at) ?? { at, moved: [], struck: [] };
    entries.set(at, entry);
    return entry;
  };
  for (const row of rows) {
    entryAt(row.position).moved.push(row);
    if (row.retracted_at !== null) entryAt(row.retracted_at).struck.push(row);
  }
  return [...entries.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function said({ cohort, position, stated_from, since }: ContradictionRow): string {
  return JSON.stringify([cohort, position, stated_from, since]);
}
