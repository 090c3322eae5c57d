import type { Contradicting } from './contradictions.js';
import { daysOfSteps, type Change, type DatedStep } from './days.js';
import type { EntryRow } from './entries.js';
import { amountOf, daysFor, type MovementRow } from './movements.js';

/** Entries by log position: at least those that some movements are of. */
export type Entries = ReadonlyMap<string, Pick<EntryRow, 'entry_id' | 'recorded_at'>>;

export interface FamilyDays {
  /** The day from which a movement counts. */
  readonly dayOf: (row: MovementRow) => string;
  readonly contradictions: readonly Contradicting[];
}

/**
 * Works out from which day every movement of a family counts: a cohort and all that are bound to it by splits and merges, whose
 * people moved from one to the other on one day.
 * @param rows those that stand, in the order in which they were recorded
 */
export function familyDays(rows: readonly MovementRow[], entries: Entries): FamilyDays {
  const { countsFrom, delays } = daysOfSteps(stepsOf(rows, entries));
  const byStep = new Map(rows.map((row) => [stepOf(row), row]));
  const entryOf = (step: string): string => entries.get(byStep.get(step)!.position)!.entry_id;
  return {
    dayOf: (row) => countsFrom.get(stepOf(row))!,
    contradictions: delays.map(({ at, statedFrom, countedFrom, waitedFor }) => {
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
    }),
  };
}

/** The latest day from which any movement of a cohort counts; empty where none stands. */
export function latestDayOf(cohort: string, rows: readonly MovementRow[]): string {
  return rows.reduce((day, row) => (row.cohort === cohort && row.counts_from > day ? row.counts_from : day), '');
}

/** Entries that are one step: the halves of a split or a merge go together. */
function stepOf({ position, half_of }: MovementRow): string {
  return half_of ?? position;
}

function stepsOf(rows: readonly MovementRow[], entries: Entries): DatedStep[] {
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
