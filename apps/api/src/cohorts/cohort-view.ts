import {
  actionsAt,
  actionsBeside,
  allowedActions,
  balancesOf,
  daysBetween,
  daysOf,
  figureOf,
  isNobody,
  STAGES,
  totalOf,
  type Cohort,
  type EdtfDate,
} from '#cases';
import { type StateAt, type StateView, today } from '#http';
import type { CohortState, NoCohort } from './cohort-answers.js';

/** A cohort as `GET /cohorts/{id}` shows it, but for what only the whole case file tells: its grade and its alerts. */
export const COHORT: StateView<Cohort, 'cohort', CohortState | NoCohort> = {
  collection: 'cohorts',
  member: 'cohort',
  view: cohortView,
};

function cohortView(state: Cohort, at: StateAt): CohortState | NoCohort {
  if (state.status === 'unknown') return { ...at, status: state.status, actions: [], allowedActions: [] };
  const { id, name, category, powerOfOrigin, detainingPower, custodian, custodySince, legalStatus } = state;
  const { status, partOf, mergedInto, watch, accounts } = state;
  const balances = balancesOf(accounts)
    .map(({ whereabouts, people, since, confirmedOn }) => ({
      ...whereabouts,
      people,
      since,
      confirmedOn,
      daysInStage: daysSince(since),
      actions: isNobody(people) ? [] : actionsAt(state, whereabouts),
    }))
    .sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  const stages = new Set(balances.map(({ stage }) => stage));
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
    watched: watch.watched,
    assignee: watch.assignee,
    headcount: figureOf(totalOf(accounts)),
    ...at,
    stage: stages.size > 1 ? 'several' : ([...stages][0] ?? 'none'),
    balances,
    actions: actionsBeside(state),
    allowedActions: allowedActions(state),
  };
}

/** Whole days from the first day that a date can mean until today; null where it is not stated. */
function daysSince(date: EdtfDate | null): number | null {
  const first = date === null ? null : (daysOf(date)?.earliest ?? null);
  return first === null ? null : Math.max(0, daysBetween(first, today()));
}
