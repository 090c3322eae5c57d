import { IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import type { Cohort } from '../cohort.js';
import type { CohortRenamed } from '../events.js';
import { notInFuture, openCohort } from '../rules.js';
import { EntryFields } from './movement-fields.js';

/** The cohort is called otherwise from now on; its id stays, and so does what it was called. */
export class RenameCohort extends EntryFields {
  /** What the group is called. Never a person's name. */
  @IsString()
  @Length(1, 200)
  name!: string;
}

export function renameCohort(command: RenameCohort, state: Cohort, { target, now }: Context): CohortRenamed[] {
  const cohort = openCohort(state, target);
  notInFuture(command.occurredOn, now);
  const { name } = command;
  if (name === cohort.name) return [];
  return [
    { type: 'CohortRenamed', data: { name, occurredOn: command.occurredOn ?? null, basis: stated(command.basis) } },
  ];
}
