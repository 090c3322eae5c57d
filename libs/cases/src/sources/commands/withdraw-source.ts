import { IsString, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import type { SourceWithdrawn } from '../events.js';
import type { Source } from '../source.js';

/** Says that a source is not to be relied on at all: what rests on it stays, and is shown to rest on nothing. */
export class WithdrawSource {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function withdrawSource({ reason }: WithdrawSource, source: Source, { target }: Context): SourceWithdrawn[] {
  if (source.status === 'unknown') throw new Rejected('source-not-found', { sourceId: target });
  return source.status === 'withdrawn' ? [] : [{ type: 'SourceWithdrawn', data: { reason } }];
}
