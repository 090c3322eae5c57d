import type { Transaction } from '../database/transaction.js';
import { compare } from './balances.js';
import { cohortRow, foldedFrom } from './cohort-row.js';
import type { ContradictionRow } from './contradictions.js';
import { daysOfSteps, type Change, type Step } from './days.js';
import type { FoldedCohort } from './folded-cohort.js';
import { bookingOf, certainDay, type MovementRow } from './movements.js';

/**
 * Works out anew from which day every movement of a cohort counts, together with the cohorts that it was split from, into
 * or merged with: their people moved from one to the other on one day.
 * @param folded gives a cohort that is in memory
 * @returns the ids of those cohorts
 */
export async function settle(
  transaction: Transaction,
  id: string,
  folded: (id: string) => FoldedCohort | undefined,
): Promise<readonly string[]> {
  const family = await familyOf(transaction, id);
  const keys = [...family.keys()].map((member) => [member]);
  const rows = (await transaction.find('movements', ['cohort'], keys))
    .filter(({ retracted_at }) => retracted_at === null)
    .sort((a, b) => compare(a.position, b.position) || a.ordinal - b.ordinal);
  const steps = stepsOf(rows);
  const { countsFrom, delays } = daysOfSteps(steps);
  const dayOf = (row: MovementRow): string => countsFrom.get(stepOf(row))!;

  const changed = rows.filter((row) => dayOf(row) !== row.counts_from);
  await transaction.update(
    'movements',
    ['counts_from'],
    changed.map((row) => ({ ...row, counts_from: dayOf(row) })),
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
  if (delays.length > 0) await transaction.insert('contradictions', await contradictionRows(transaction, rows, delays));
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

function stepsOf(rows: readonly MovementRow[]): Step[] {
  const groups = new Map<string, MovementRow[]>();
  for (const row of rows) {
    const group = groups.get(stepOf(row));
    if (group === undefined) groups.set(stepOf(row), [row]);
    else group.push(row);
  }
  return [...groups].map(([at, group]) => ({
    at,
    earliest: group[0]!.occurred_from,
    latest: certainDay(group[0]!),
    changes: group.flatMap(changesOf),
  }));
}

function changesOf(row: MovementRow): Change[] {
  const { amount } = bookingOf(row);
  const account = (key: string): string => `${row.cohort} ${key}`;
  return [
    ...(row.from_key === null ? [] : [{ account: account(row.from_key), amount, sign: -1 as const }]),
    ...(row.to_key === null ? [] : [{ account: account(row.to_key), amount, sign: 1 as const }]),
  ];
}

async function contradictionRows(
  { db }: Transaction,
  rows: readonly MovementRow[],
  delays: ReturnType<typeof daysOfSteps>['delays'],
): Promise<ContradictionRow[]> {
  const byStep = new Map(rows.map((row) => [stepOf(row), row]));
  const named = [...new Set(delays.flatMap(({ at, waitedFor }) => [at, ...waitedFor]))];
  const positions = named.map((at) => byStep.get(at)!.position);
  const entries = await db
    .selectFrom('entries')
    .select(['position', 'entry_id'])
    .where('position', 'in', positions)
    .execute();
  const ids = new Map(entries.map(({ position, entry_id }) => [position, entry_id]));
  return delays.map(({ at, statedFrom, countedFrom, waitedFor }) => {
    const { cohort, position, category, power_of_origin } = byStep.get(at)!;
    const entry_ids = JSON.stringify([at, ...waitedFor].map((step) => ids.get(byStep.get(step)!.position)));
    return {
      cohort,
      position,
      category,
      power_of_origin,
      stated_from: statedFrom,
      counted_from: countedFrom,
      entry_ids,
    };
  });
}
