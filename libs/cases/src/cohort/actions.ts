import { allowedActions, type Cohort } from './cohort.js';
import { actionsFrom, MOVEMENTS, type Action } from './stages.js';
import type { Whereabouts } from './whereabouts.js';

/** What is done with people of one position: they move, are split off, seen or counted again. */
const OF_A_POSITION: ReadonlySet<Action> = new Set<Action>([
  ...(Object.keys(MOVEMENTS) as (keyof typeof MOVEMENTS)[]),
  'split-cohort',
  'confirm-whereabouts',
  'correct-headcount',
]);

/** What may be done next with the people of an open cohort who are at one position. */
export function actionsAt({ status }: Pick<Cohort, 'status'>, { stage, exit }: Whereabouts): readonly Action[] {
  if (status !== 'open') return [];
  return actionsFrom(new Set([stage])).filter(
    (action) => OF_A_POSITION.has(action) && (action !== 'record-return' || exit !== 'died'),
  );
}

/** What may be done next with a cohort, besides what is done with the people of one position. */
export function actionsBeside(state: Cohort): readonly Action[] {
  return allowedActions(state).filter((action) => !OF_A_POSITION.has(action));
}
