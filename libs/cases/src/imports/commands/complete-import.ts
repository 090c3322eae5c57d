import { IsInt, Min } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import type { ImportCompleted } from '../events.js';
import type { ImportBatch } from '../import-batch.js';

/** Says that every row of an import has had its turn. */
export class CompleteImport {
  @IsInt()
  @Min(0)
  rows!: number;

  @IsInt()
  @Min(0)
  recorded!: number;

  @IsInt()
  @Min(0)
  amended!: number;

  @IsInt()
  @Min(0)
  refused!: number;
}

export function completeImport(
  command: CompleteImport,
  { status }: ImportBatch,
  { target }: Context,
): ImportCompleted[] {
  if (status === 'unknown') throw new Rejected('import-not-found', { importId: target });
  if (status !== 'started') throw new Rejected('import-ended', { importId: target, status });
  const { rows, recorded, amended, refused } = command;
  return [{ type: 'ImportCompleted', data: { rows, recorded, amended, refused } }];
}
