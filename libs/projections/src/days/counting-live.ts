import { contradictionsAfter, contradictionsIn } from '../cohorts/contradictions.js';
import type { Transaction } from '../database/transaction.js';
import { changesOf, standingAfter } from './counting.js';
import { familyOf } from './family.js';
import type { PeopleChangeRow } from './people-changes.js';

/** What the newest entry that is written changes, which cannot be told by itself: its cohort's movements are gone through. */
export async function countAgain(transaction: Transaction, id: string, at: string): Promise<PeopleChangeRow[]> {
  const family = await familyOf(transaction, id);
  const ids = [...new Set(family.map(({ cohort }) => cohort))].map((cohort) => [cohort]);
  const open = (await transaction.find('contradictions', ['cohort'], ids)).filter(({ until }) => until === null);
  const { closed, opened } = contradictionsAfter(open, contradictionsIn(standingAfter(at, family)), at);
  await transaction.update('contradictions', ['until'], closed);
  await transaction.insert('contradictions', opened);
  return changesOf(at, family);
}
