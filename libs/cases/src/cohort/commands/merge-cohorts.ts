import { to, type Context, type Decided, type Given } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsId } from '../../values/decorators.js';
import { cohort } from '../cohort.js';
import type { CohortEvent, CohortMerged } from '../events.js';
import { balancesOf, peopledIn } from '../accounts.js';
import { notInFuture, openCohort } from '../rules.js';
import { EntryFields } from './movement-fields.js';

/** All people of this cohort go on in another of the same category and origin; this one takes no more commands. */
export class MergeCohorts extends EntryFields {
  /** The cohort that takes them in. */
  @IsId()
  intoCohortId!: string;
}

export const mergeCohorts = {
  streams: (command: MergeCohorts, target: string) => [
    { model: cohort, id: target },
    { model: cohort, id: command.intoCohortId },
  ],

  decide(command: MergeCohorts, given: Given, { target, now }: Context): Decided[] {
    const { intoCohortId } = command;
    if (intoCohortId === target) throw new Rejected('same-cohort', { cohortId: target });
    const source = openCohort(given(cohort, target), target);
    const absorbing = openCohort(given(cohort, intoCohortId), intoCohortId);
    if (source.category !== absorbing.category || source.powerOfOrigin !== absorbing.powerOfOrigin) {
      throw new Rejected('cohorts-differ', {
        categories: [source.category, absorbing.category],
        powersOfOrigin: [source.powerOfOrigin, absorbing.powerOfOrigin],
      });
    }
    notInFuture(command.occurredOn, now);
    const facts = { occurredOn: command.occurredOn ?? null, basis: stated(command.basis) };
    const balances = balancesOf(source.accounts);
    if (peopledIn(source.accounts).length === 0) throw new Rejected('nobody-to-move', { cohortId: target });
    const merged: CohortMerged = {
      type: 'CohortMerged',
      data: {
        ...facts,
        role: 'merged',
        other: intoCohortId,
        moved: balances.map(({ whereabouts, people }) => ({ from: whereabouts, to: null, people, whole: true })),
      },
    };
    const absorbed: CohortMerged = {
      type: 'CohortMerged',
      data: {
        ...facts,
        role: 'absorbing',
        other: target,
        moved: balances.map(({ whereabouts, people }) => ({ from: null, to: whereabouts, people, whole: false })),
      },
    };
    const into: CohortEvent[] = [absorbed];
    // Nobody drops out of sight because those who look after them put them with others.
    if (source.watch.watched && !absorbing.watch.watched) {
      into.push({ type: 'CohortWatched', data: { assignee: source.watch.assignee } });
    }
    return [to(cohort, target, [merged]), to(cohort, intoCohortId, into)];
  },
};
