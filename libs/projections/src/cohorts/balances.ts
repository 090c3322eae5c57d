import { keyOf, peopledIn, STAGES, stayDays, type Account, type Figure, type Accounts } from '#cases';
import { table } from '../database/table.js';
import { columnsOf, FIGURE_COLUMNS, type FigureColumns } from '../figures.js';
import type { FoldedCohort } from './folded-cohort.js';
import { lateOf, watchedBalance } from './watched-balance.js';

/** People of one cohort in one position, as it stands. What reports about the present add up. */
export interface BalanceRow extends FigureColumns {
  cohort: string;
  /** `keyOf` the position. */
  account: string;
  stage: string;
  country: string | null;
  category: string;
  power_of_origin: string;
  /** `StayDays`: what alerts go by. */
  recorded_on: string;
  arrived: string;
  expected: string | null;
  expected_days: number | null;
  seen: string;
  /** The first day on which what was expected of them is late. */
  late: string | null;
  /** When the first of the cohort left custody, as far as it is known. */
  released_on: string | null;
  /** 1 where alerts are raised about the cohort. */
  watched: number;
  /** The position, JSON, as alerts name it. */
  about: string;
}

declare module '../database/tables.js' {
  interface Tables {
    balances: BalanceRow;
  }
}

export const balances = table<BalanceRow>({
  name: 'balances',
  columns: {
    cohort: 'text',
    account: 'text',
    stage: 'text',
    country: 'text',
    category: 'text',
    power_of_origin: 'text',
    recorded_on: 'text',
    arrived: 'text',
    expected: 'text',
    expected_days: 'integer',
    seen: 'text',
    late: 'text',
    released_on: 'text',
    watched: 'integer',
    about: 'text',
    ...FIGURE_COLUMNS,
  },
  key: ['cohort', 'account'],
  indexes: [{ columns: ['stage', 'country'] }],
});

export type Peopled = Account & { readonly people: Figure };

/** The accounts in which there may be people, in the order of the way home. */
export function peopledAccounts({ state }: FoldedCohort): Peopled[] {
  return peopledInOrder(state.accounts);
}

/** The same of accounts. */
export function peopledInOrder(accounts: Accounts): Peopled[] {
  return peopledIn(accounts).sort(byPosition);
}

/** In the order of the way home. */
export function byPosition({ whereabouts: a }: Account, { whereabouts: b }: Account): number {
  return STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || compare(keyOf(a), keyOf(b));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function balanceRows(folded: FoldedCohort): BalanceRow[] {
  const { id, category, powerOfOrigin, watch } = folded.state;
  const { watched } = folded;
  return peopledAccounts(folded).map((account) => {
    const { whereabouts, people } = account;
    const balance = watchedBalance(account, watched);
    const stay = stayDays(balance);
    return {
      cohort: id,
      account: keyOf(whereabouts),
      stage: whereabouts.stage,
      country: whereabouts.country,
      category,
      power_of_origin: powerOfOrigin,
      recorded_on: stay.recordedOn,
      arrived: stay.arrived,
      expected: stay.expected,
      expected_days: stay.expectedDays,
      seen: stay.seen,
      late: lateOf(stay),
      released_on: watched.releasedOn,
      watched: Number(watch.watched),
      about: JSON.stringify(balance.position),
      ...columnsOf(people),
    };
  });
}
