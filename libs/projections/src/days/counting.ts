import type { Accounts, DayStep } from '#cases';
import type { MovementRow } from '../cohorts/movements.js';
import { changesBetween } from './changes-between.js';
import { byStageAndCountry, isOpen, stepOfAll, stepsOf } from './dated-steps.js';
import type { PeopleByDayRow, PeopleChangeRow } from './people-changes.js';

/**
 * True where an entry only adds to what certainly was by its days, so that nothing before it need be looked at: every other
 * movement of the cohort is certain by then.
 * @param latestDay from which all of them before it are certain; empty where there are none
 */
export function goesOn(rows: readonly MovementRow[], latestDay: string): boolean {
  const { earliest, half_of, stated_until } = rows[0]!;
  if (stated_until !== null || (half_of !== null && isOpen(rows[0]!))) return false;
  return latestDay === '' || (earliest !== null && earliest >= latestDay);
}

/** What such an entry changes. @param accounts of its cohort before it */
export function changesGoingOn(rows: readonly MovementRow[], accounts: Accounts): PeopleChangeRow[] {
  const before: DayStep[] = accounts.size === 0 ? [] : [stepOfAll(rows[0]!.cohort, accounts, byStageAndCountry)];
  const after = [...before, ...stepsOf(rows, byStageAndCountry)];
  return changesAt(rows[0]!.position, changesBetween(rows[0]!, before, after, rows[0]!.earliest));
}

/**
 * What any entry changes, be it that it brought movements or that it struck them through.
 * @param family all movements of its cohort's family up to it, in the order of the log
 */
export function changesOf(at: string, family: readonly MovementRow[]): PeopleChangeRow[] {
  const [before, after] = [standingBefore(at, family), standingAfter(at, family)];
  const touched = family.filter(({ position, retracted_at }) => position === at || retracted_at === at);
  if (touched.length === 0) return [];
  const from = touched.some(({ earliest }) => earliest === null)
    ? null
    : touched.map((row) => row.earliest!).sort()[0]!;
  const [was, is] = [stepsOf(before, byStageAndCountry), stepsOf(after, byStageAndCountry)];
  return changesAt(at, changesBetween(touched[0]!, was, is, from));
}

function standingBefore(at: string, family: readonly MovementRow[]): MovementRow[] {
  return family.filter(({ position, retracted_at }) => position < at && (retracted_at === null || retracted_at >= at));
}

/** The movements that stood after an entry. */
export function standingAfter(at: string, family: readonly MovementRow[]): MovementRow[] {
  return family.filter(({ position, retracted_at }) => position <= at && (retracted_at === null || retracted_at > at));
}

function changesAt(position: string, changes: readonly PeopleByDayRow[]): PeopleChangeRow[] {
  return changes.map((change, ordinal) => ({ position, ordinal, ...change }));
}
