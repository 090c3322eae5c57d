import {
  allowedActions,
  balancesOf,
  daysBetween,
  daysOf,
  figureOf,
  STAGES,
  totalOf,
  type Cohort,
  type EdtfDate,
  type Exchange,
} from '#cases';
import type { Position } from '#eventsourcing';
import type { StateView } from './command-desk.js';

interface At {
  readonly revision: number;
  readonly position: Position | null;
}

/** A cohort as `GET /cohorts/{id}` shows it, but for what only the whole case file tells: its grade and its alerts. */
export const COHORT: StateView = { collection: 'cohorts', member: 'cohort', view: cohortView };

/** An exchange as `GET /exchanges/{id}` shows it, but for the claims side by side. */
export const EXCHANGE: StateView = { collection: 'exchanges', member: 'exchange', view: exchangeView };

/** Of everything else an answer shows what its decisions are made on. */
export const SOURCE = asDecidedOn('sources', 'source');
export const STATEMENT = asDecidedOn('statements', 'statement');
export const CLAIM = asDecidedOn('population-claims', 'claim');
export const TOTAL = asDecidedOn('published-totals', 'total');
export const PATHWAY = asDecidedOn('pathways', 'pathway');
export const ASSESSMENT = asDecidedOn('entries', 'assessment');
export const ALERT = asDecidedOn('alerts', 'alert');

function asDecidedOn(collection: string, member: string): StateView {
  return { collection, member, view: (state: object, at) => ({ ...state, ...at }) };
}

function cohortView(state: Cohort, at: At): object {
  if (state.status === 'unknown') return { ...at, status: state.status, allowedActions: [] };
  const { id, name, category, powerOfOrigin, detainingPower, custodian, custodySince, legalStatus } = state;
  const { status, partOf, mergedInto, accounts } = state;
  const balances = balancesOf(accounts)
    .map(({ whereabouts, people, since, confirmedOn }) => ({
      ...whereabouts,
      people,
      since,
      confirmedOn,
      daysInStage: daysSince(since),
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
    headcount: figureOf(totalOf(accounts)),
    ...at,
    stage: stages.size > 1 ? 'several' : ([...stages][0] ?? 'none'),
    balances,
    allowedActions: allowedActions(state),
  };
}

function exchangeView(state: Exchange, at: At): object {
  if (state.status === 'unknown') return { ...at, status: state.status };
  const { id, status, legs } = state;
  return { id, status, ...at, legs };
}

/** Whole days from the first day that a date can mean until today; null where it is not stated. */
function daysSince(date: EdtfDate | null): number | null {
  const first = date === null ? null : (daysOf(date)?.earliest ?? null);
  return first === null ? null : Math.max(0, daysBetween(first, new Date().toISOString().slice(0, 10)));
}
