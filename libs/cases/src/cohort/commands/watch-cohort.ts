import { IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { IsLine } from '../../values/decorators.js';
import type { Cohort } from '../cohort.js';
import type { CohortWatched } from '../events.js';
import { openCohort } from '../rules.js';

/** Somebody takes a cohort on: from now on alerts are raised about it. */
export class WatchCohort {
  /** Who looks after it, as they are known here; left out: nobody in particular. Never the name of one of its people. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  assignee?: string | null;
}

export function watchCohort({ assignee = null }: WatchCohort, state: Cohort, { target }: Context): CohortWatched[] {
  const { watch } = openCohort(state, target);
  if (watch.watched && (assignee === null || assignee === watch.assignee)) return [];
  return [{ type: 'CohortWatched', data: { assignee } }];
}
