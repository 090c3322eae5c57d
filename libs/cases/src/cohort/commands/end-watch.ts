import { IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { IsProse } from '../../values/decorators.js';
import type { Cohort } from '../cohort.js';
import type { WatchEnded } from '../events.js';
import { openCohort } from '../rules.js';

/** Nobody looks after a cohort any longer: no alerts are raised about it until somebody takes it on again. */
export class EndWatch {
  /** Why: a sentence without anybody's name. */
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason?: string | null;
}

export function endWatch({ reason = null }: EndWatch, state: Cohort, { target }: Context): WatchEnded[] {
  const { watch } = openCohort(state, target);
  return watch.watched ? [{ type: 'WatchEnded', data: { reason } }] : [];
}
