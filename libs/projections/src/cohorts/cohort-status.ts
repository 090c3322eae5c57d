import {
  actionsAt,
  actionsBeside,
  allowedActions,
  daysBetween,
  figureOf,
  totalOf,
  type Action,
  type Category,
  type EdtfDate,
  type ExitKind,
  type Figure,
  type KnownCohort,
  type Stage,
} from '#cases';
import { CohortWatch, type CohortAlert } from '../alerts/cohort-alerts.js';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { answered, knownUntil, lastDayOf, type KnownAt } from '../clocks/known.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { gradedBy, type Graded } from '../grades.js';
import { observationsAbout, type ObservationLine } from '../observations/observation-list.js';
import type { AsOf, OnADay } from './as-of.js';
import { peopledInOrder, type Peopled } from './balances.js';
import { foldedFrom, type CohortRow } from './cohort-row.js';
import { dayRange } from './entries.js';
import { cohortsKnown } from './known-cohorts.js';
import { cohortsOnDay, type CohortOnDay } from './on-a-day.js';

/** People of one cohort in one position. */
export interface Balance {
  readonly stage: Stage;
  readonly country: string | null;
  readonly place: string | null;
  readonly runBy: string | null;
  readonly exit: ExitKind | null;
  readonly people: Figure;
  /** Only where dates alone make it a range. */
  readonly dates?: 'range';
  /** When the first of them came there, of whom that is stated; null where it is stated of nobody. */
  readonly since: EdtfDate | null;
  readonly confirmedOn: EdtfDate | null;
  /** Whole days from the earliest day that `since` can mean to the day asked for; null where it is not stated. */
  readonly daysInStage: number | null;
  /** What may be done next with these people; nothing where it is not asked how it stands now. */
  readonly actions: readonly Action[];
}

export interface CohortStatus extends Graded {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly detainingPower: string;
  readonly custodian: string | null;
  readonly custodySince: EdtfDate | null;
  readonly legalStatus: string | null;
  readonly status: KnownCohort['status'];
  readonly partOf: string | null;
  readonly mergedInto: string | null;
  /** Somebody has taken it on: alerts are raised about it. */
  readonly watched: boolean;
  /** Who looks after it; null: nobody in particular. */
  readonly assignee: string | null;
  /** All its people, wherever they are; with `on`, wherever they were that day. */
  readonly headcount: Figure;
  /** Only where dates alone make the headcount a range. */
  readonly dates?: 'range';
  readonly revision: number;
  /** Instant of the newest entry. */
  readonly updatedAt: string;
  readonly stage: Stage | 'several' | 'none';
  readonly balances: readonly Balance[];
  /** Those that nobody has put aside, the oldest first. */
  readonly alerts: readonly CohortAlert[];
  /** What may be done next besides what may be done with the people of one position; nothing where it is not asked how it stands now. */
  readonly actions: readonly Action[];
  /** What may be done next, wherever its people are: `actions`, and those of the balances. */
  readonly allowedActions: readonly Action[];
  /** Where it is asked for: the day to which `headcount`, `stage`, `balances` and `alerts` belong. */
  readonly on?: string;
}

/** What sources say of it besides how many they are and where. */
export interface Observed {
  /** Side by side, in the order of their ids. */
  readonly observations: readonly ObservationLine[];
}

/** One cohort as it stands, or on a day, as it was known at a moment; undefined where there was none. @throws InvalidMoment */
export async function cohortStatus(
  models: ReadModels,
  id: string,
  { asOf, knownAt, on }: AsOf & KnownAt & OnADay,
): Promise<(CohortStatus & Observed & Answer) | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const rows = await reading.db.selectFrom('cohorts').selectAll().where('id', '=', id).execute();
    const then = known === undefined ? rows : await cohortsKnown(reading, rows, known);
    const [status] = await statusesOf(reading, then, { asOf, on }, known);
    if (status === undefined) return undefined;
    const observations = await observationsAbout(reading, { kind: 'cohort', id }, known);
    return { ...status, observations, ...answered(reading, known) };
  });
}

/**
 * The statuses of some cohorts, in the rows' order.
 * @param known left out: the rows stand as they are now; else as they were then, and their days end with what was known
 */
export async function statusesOf(
  reading: Reading,
  rows: readonly CohortRow[],
  { asOf, on }: AsOf & OnADay,
  known?: Position,
): Promise<CohortStatus[]> {
  const ids = rows.map(({ id }) => id);
  const today = on ?? (known === undefined ? asOf : await lastDayOf(reading, known));
  const watch = await CohortWatch.read(reading, ids, today, known);
  const dayOf = on === undefined ? undefined : await cohortsOnDay(reading, ids, on, known);
  const isNow = known === undefined && on === undefined;
  return rows.map((row) => statusOf(row, today, watch, isNow, dayOf?.(row.id)));
}

function statusOf(
  row: CohortRow,
  asOf: string,
  watch: CohortWatch,
  isNow: boolean,
  day: CohortOnDay | undefined,
): CohortStatus {
  const folded = foldedFrom(row);
  const { id, name, category, powerOfOrigin, detainingPower, custodian, custodySince, legalStatus } = folded.state;
  const { status, partOf, mergedInto, accounts, watch: looked } = folded.state;
  const peopled = day?.balances ?? peopledInOrder(accounts).map((account) => ({ ...account, isRange: false }));
  const given = Object.entries(folded.grades).flatMap(([grade, times]) => (times > 0 ? [grade] : []));
  const stages = [...new Set(peopled.map(({ whereabouts }) => whereabouts.stage))];
  return {
    id,
    name,
    category,
    powerOfOrigin,
    detainingPower,
    custodian,
    custodySince,
    legalStatus,
    status,
    partOf,
    mergedInto,
    watched: looked.watched,
    assignee: looked.assignee,
    headcount: day?.headcount ?? figureOf(totalOf(accounts)),
    revision: folded.revision,
    updatedAt: folded.updatedAt,
    stage: stages.length > 1 ? 'several' : (stages[0] ?? 'none'),
    balances: peopled.map((account) => ({
      ...balanceOf(account, asOf),
      actions: isNow ? actionsAt(folded.state, account.whereabouts) : [],
    })),
    alerts: watch.shown(row),
    grade: gradedBy(given).grade,
    unsourced: folded.unsourced + watch.withoutSourceOf(row),
    actions: isNow ? actionsBeside(folded.state) : [],
    allowedActions: allowedActions(folded.state),
    ...(day && { on: day.on }),
    ...(day?.isRange && { dates: 'range' as const }),
  };
}

function balanceOf(
  { whereabouts, people, isRange, since, confirmedOn }: Peopled & { readonly isRange: boolean },
  asOf: string,
): Omit<Balance, 'actions'> {
  const { stage, country, place, runBy, exit } = whereabouts;
  const dates = isRange ? { dates: 'range' as const } : {};
  const at = { stage, country, place, runBy, exit };
  return { ...at, people, ...dates, since, confirmedOn, daysInStage: daysUntil(since, asOf) };
}

/** Whole days from the first day that a date can mean; null where that is not known. */
export function daysUntil(date: EdtfDate | null, day: string): number | null {
  const first = date === null ? null : (dayRange(date)?.earliest ?? null);
  return first === null ? null : Math.max(0, daysBetween(first, day));
}
