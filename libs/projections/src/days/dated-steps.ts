import { keyOf, type Accounts, type DayChange, type DayStep } from '#cases';
import { amountOf, type MovementRow } from '../cohorts/movements.js';

/** What a report asks for together, of a movement's end. */
export type RowOf = (stage: string, country: string | null, key: string) => string;

/** By stage and country: what the reports about people count. */
export const byStageAndCountry: RowOf = (stage, country) => `${stage} ${country ?? ''}`;

/** Each position for itself. */
export const byPosition: RowOf = (_, __, key) => key;

/**
 * Movements as what was done on a day: those of an entry together, and those of the halves of a split or a merge.
 * @param rows that stand, in the order in which they were recorded
 */
export function stepsOf(rows: readonly MovementRow[], rowOf: RowOf): DayStep[] {
  const groups = Map.groupBy(rows, ({ half_of, position }) => half_of ?? position);
  return [...groups.values()].map((group) => {
    const { earliest, latest } = group[0]!;
    return { earliest, latest, changes: group.flatMap((row) => changesOf(row, rowOf)) };
  });
}

function changesOf(row: MovementRow, rowOf: RowOf): DayChange[] {
  const { cohort, from_key, from_stage, from_country, to_key, to_stage, to_country } = row;
  const amount = amountOf(row);
  const change = (key: string, at: string, sign: 1 | -1): DayChange => {
    return { cohort, account: accountOf(cohort, key), row: at, amount, sign };
  };
  return [
    ...(from_key === null ? [] : [change(from_key, rowOf(from_stage!, from_country, from_key), -1)]),
    ...(to_key === null ? [] : [change(to_key, rowOf(to_stage!, to_country, to_key), 1)]),
  ];
}

/** Tells accounts of all cohorts apart. */
export function accountOf(cohort: string, key: string): string {
  return `${cohort} ${key}`;
}

/** The position of an account, as a key. */
export function keyOfAccount(account: string): string {
  return account.slice(account.indexOf(' ') + 1);
}

/** All that certainly was by a day, as one step: what the accounts of a cohort came to. */
export function stepOfAll(cohort: string, accounts: Accounts, rowOf: RowOf): DayStep {
  const changes = [...accounts.values()].map(({ whereabouts, tally }): DayChange => {
    const key = keyOf(whereabouts);
    const row = rowOf(whereabouts.stage, whereabouts.country, key);
    return { cohort, account: accountOf(cohort, key), row, amount: tally, sign: 1 };
  });
  return { earliest: null, latest: '', changes };
}

/** May have happened on one day or another. */
export function isOpen({ earliest, latest }: Pick<MovementRow, 'earliest' | 'latest'>): boolean {
  return earliest !== latest;
}
