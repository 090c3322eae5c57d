import { IsString, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { DEFAULT_PATHWAYS } from '../defaults.js';
import type { PathwayWithdrawn } from '../events.js';
import type { PathwayState } from '../pathway.js';

/** Says that nobody is expected to go this way any more; a default pathway is withdrawn the same way. */
export class WithdrawPathway {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function withdrawPathway(
  { reason }: WithdrawPathway,
  { status }: PathwayState,
  { target }: Context,
): PathwayWithdrawn[] {
  if (status === 'withdrawn') return [];
  if (status === 'unknown' && DEFAULT_PATHWAYS.every(({ pathwayId }) => pathwayId !== target)) {
    throw new Rejected('pathway-not-found', { pathwayId: target });
  }
  return [{ type: 'PathwayWithdrawn', data: { reason } }];
}
