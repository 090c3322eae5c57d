import { IsInt, IsString, Length, Min } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import type { ImportReversed } from '../events.js';
import type { ImportBatch } from '../import-batch.js';

/** Says that what an import recorded has been taken back. */
export class ReverseImport {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;

  /** How many entries were taken back. */
  @IsInt()
  @Min(0)
  entries!: number;
}

export function reverseImport(
  { reason, entries }: ReverseImport,
  { status }: ImportBatch,
  { target }: Context,
): ImportReversed[] {
  if (status === 'unknown') throw new Rejected('import-not-found', { importId: target });
  return status === 'reversed' ? [] : [{ type: 'ImportReversed', data: { reason, entries } }];
}
