import { IsString, Length, ValidateIf } from 'class-validator';
import type { Context } from '#eventsourcing';
import { IsLine } from '../../values/decorators.js';
import type { Cohort } from '../cohort.js';
import type { CohortAssigned } from '../events.js';
import { openCohort } from '../rules.js';

/** Says who looks after a cohort. Who is given one that nobody watched takes it on. */
export class AssignCohort {
  /** Who looks after it, as they are known here; null: nobody in particular. Never the name of one of its people. */
  @ValidateIf(({ assignee }: AssignCohort) => assignee !== null)
  @IsString()
  @Length(1, 200)
  @IsLine()
  assignee!: string | null;
}

export function assignCohort({ assignee }: AssignCohort, state: Cohort, { target }: Context): CohortAssigned[] {
  const { watch } = openCohort(state, target);
  return assignee === watch.assignee ? [] : [{ type: 'CohortAssigned', data: { assignee } }];
}
