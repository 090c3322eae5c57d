import type { Transaction } from '../database/transaction.js';
import { compare } from './balances.js';
import { cohortRow, foldedFrom } from './cohort-row.js';
import type { ContradictionRow } from './contradictions.js';
import { daysOfSteps, type Change, type Step } from './days.js';
import type { EntryRow } from './entries.js';
import type { FoldedCohort } from './folded-cohort.js';
import type { MovementWriting } from './movement-writing.js';
import { amountOf, daysFor, type MovementRow } from './movements.js';

/**
 * Works out anew from which day every movement of a cohort counts, together with the cohorts that it was split from, into
 * or merged with: their people moved from one to the other on one day.
 * @param folded gives a cohort that is in memory
 * @returns the ids of those cohorts
 */
export async function settle(
  transaction: Transaction,
  writing: MovementWriting,
  id: string,
  folded: (id: string) => FoldedCohort | undefined,
): Promise<readonly string[]> {
  const family = await familyOf(transaction, id);
  const keys = [...family.keys()].map((member) => [member]);
  const rows = (await transaction.find('movements', ['cohort'], keys))
    .filter(({ retracted_at }) => retracted_at === null)
    .sort((a, b) => compare(a.position, b.position) || a.ordinal - b.ordinal);
  const entries = await entriesOf(transaction, rows);
  const steps = stepsOf(rows, entries);
  const { countsFrom, delays } = daysOfSteps(steps);
  const dayOf = (row: MovementRow): string => countsFrom.get(stepOf(row))!;

  const changed = rows.filter((row) => dayOf(row) !== row.counts_from);
  await writing.redate(
    changed.map((row) => ({ position: row.position, ordinal: row.ordinal, counts_from: dayOf(row) })),
  );
  for (const [member, stored] of family) {
    const cohort = folded(member) ?? stored;
    cohort.latestDay = rows
      .filter((row) => row.cohort === member)
      .reduce((day, row) => (dayOf(row) > day ? dayOf(row) : day), '');
    cohort.opening = null;
    family.set(member, cohort);
  }
  await transaction.upsert('cohorts', [...family.values()].map(cohortRow));
  await transaction.remove('contradictions', ['cohort'], keys);
  await transaction.insert('contradictions', contradictionRows(rows, entries, delays));
  return [...family.keys()];
}

/** The cohort and all that are bound to it by splits and merges, as the database has them. */
async function familyOf(transaction: Transaction, id: string): Promise<Map<string, FoldedCohort>> {
  const family = new Map<string, FoldedCohort>();
  let next = [id];
  while (next.length > 0) {
    const values = next.map((name) => [name]);
    const found = await transaction.find('cohorts', ['id'], values);
    for (const row of found) family.set(row.id, foldedFrom(row));
    const relatives = [
      ...(await transaction.find('cohorts', ['part_of'], values)),
      ...(await transaction.find('cohorts', ['merged_into'], values)),
    ];
    const named = [...found.flatMap((row) => [row.part_of, row.merged_into]), ...relatives.map((row) => row.id)];
    next = [...new Set(named)].filter((name): name is string => name !== null && !family.has(name));
  }
  return family;
}

/** Entries that are one step: the halves of a split or a merge go together. */
function stepOf({ position, half_of }: MovementRow): string {
  return half_of ?? position;
}

type Entries = ReadonlyMap<string, EntryRow>;

/** The entries that the movements are of, by log position. */
async function entriesOf(transaction: Transaction, rows: readonly MovementRow[]): Promise<Entries> {
  const positions = [...new Set(rows.map(({ position }) => position))];
  const found = await transaction.find(
    'entries',
    ['position'],
    positions.map((position) => [position]),
  );
  return new Map(found.map((entry) => [entry.position, entry]));
}

function stepsOf(rows: readonly MovementRow[], entries: Entries): Step[] {
  const groups = new Map<string, MovementRow[]>();
  for (const row of rows) {
    const group = groups.get(stepOf(row));
    if (group === undefined) groups.set(stepOf(row), [row]);
    else group.push(row);
  }
  return [...groups].map(([at, group]) => {
    const { occurred_on, position } = group[0]!;
    const { earliest, certain } = daysFor(occurred_on, entries.get(position)!.recorded_at);
    return { at, earliest, latest: certain, changes: group.flatMap(changesOf) };
  });
}

function changesOf(row: MovementRow): Change[] {
  const amount = amountOf(row);
  const account = (key: string): string => `${row.cohort} ${key}`;
  return [
    ...(row.from_key === null ? [] : [{ account: account(row.from_key), amount, sign: -1 as const }]),
    ...(row.to_key === null ? [] : [{ account: account(row.to_key), amount, sign: 1 as const }]),
  ];
}

function contradictionRows(
  rows: readonly MovementRow[],
  entries: Entries,
  delays: ReturnType<typeof daysOfSteps>['delays'],
): ContradictionRow[] {
  const byStep = new Map(rows.map((row) => [stepOf(row), row]));
  const entryOf = (step: string): string => entries.get(byStep.get(step)!.position)!.entry_id;
  return delays.map(({ at, statedFrom, countedFrom, waitedFor }) => {
    const { cohort, position, category, power_of_origin } = byStep.get(at)!;
    return {
      cohort,
      position,
      category,
      power_of_origin,
      stated_from: statedFrom,
      counted_from: countedFrom,
      entry_ids: JSON.stringify([at, ...waitedFor].map(entryOf)),
    };
  });
}
