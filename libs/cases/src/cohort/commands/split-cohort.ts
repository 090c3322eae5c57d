import { IsString, Length } from 'class-validator';
import { to, type Context, type Decided, type Given } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsId, IsLine } from '../../values/decorators.js';
import { cohort, type KnownCohort } from '../cohort.js';
import type { CohortRegistered, CohortSplit } from '../events.js';
import { openCohort, take, type Taken } from '../rules.js';
import { STAGES } from '../stages.js';
import { MovementFields } from './movement-fields.js';

/** Part of a cohort goes its own way: it becomes a cohort of its own, in the position where it is. */
export class SplitCohort extends MovementFields {
  /** Id of the new cohort, chosen by the client. */
  @IsId()
  newCohortId!: string;

  /** What people call the new cohort. Never the name of a person. */
  @IsString()
  @Length(1, 200)
  @IsLine()
  name!: string;
}

export const splitCohort = {
  streams: (command: SplitCohort, target: string) => [
    { model: cohort, id: target },
    { model: cohort, id: command.newCohortId },
  ],

  decide(command: SplitCohort, given: Given, { target, now }: Context): Decided[] {
    const source = openCohort(given(cohort, target), target);
    if (command.newCohortId === target || given(cohort, command.newCohortId).status !== 'unknown') {
      throw new Rejected('cohort-exists', { cohortId: command.newCohortId });
    }
    const taken = take(source, STAGES, command, now);
    return [
      to(cohort, target, [leaving(command, taken)]),
      to(cohort, command.newCohortId, [partRegistered(command, source, taken)]),
    ];
  },
};

function leaving(command: SplitCohort, taken: Taken): CohortSplit {
  return {
    type: 'CohortSplit',
    data: {
      newCohortId: command.newCohortId,
      occurredOn: command.occurredOn ?? null,
      basis: stated(command.basis),
      moved: [{ ...taken, to: null }],
    },
  };
}

function partRegistered(command: SplitCohort, source: KnownCohort, { from, people }: Taken): CohortRegistered {
  const { id, category, powerOfOrigin, detainingPower, custodian, custodySince, legalStatus, watch } = source;
  return {
    type: 'CohortRegistered',
    data: {
      cohortId: command.newCohortId,
      name: command.name,
      category,
      powerOfOrigin,
      detainingPower,
      headcount: people,
      custodian,
      custodySince,
      legalStatus,
      partOf: id,
      watched: watch.watched,
      occurredOn: command.occurredOn ?? null,
      basis: stated(command.basis),
      moved: [{ from: null, to: from, people, whole: false }],
    },
  };
}
