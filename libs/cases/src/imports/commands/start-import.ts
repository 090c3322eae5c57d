import { IsBoolean, IsOptional, IsString, Length, Matches } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { IsId, IsLine } from '../../values/decorators.js';
import type { ImportStarted } from '../events.js';
import type { ImportBatch } from '../import-batch.js';

/** Opens a batch: what a table brings in can be found by it, and taken back as one. */
export class StartImport {
  @IsId()
  importId!: string;

  /** Kind of table, e.g. `exchanges`. */
  @IsString()
  @Length(1, 100)
  @IsLine()
  kind!: string;

  /** SHA-256 of the file in lower-case hex. */
  @Matches(/^[0-9a-f]{64}$/)
  sha256!: string;

  /** SHA-256 of the mapping, if the file is read through one. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  mapping?: string | null;

  /** Record all rows or none. */
  @IsBoolean()
  whole!: boolean;

  /** Record rows that say something else than what is recorded beside it. */
  @IsBoolean()
  amending!: boolean;
}

export function startImport(command: StartImport, { status }: ImportBatch, { target }: Context): ImportStarted[] {
  if (status !== 'unknown') throw new Rejected('import-exists', { importId: target });
  const { importId, kind, sha256, mapping = null, whole, amending } = command;
  return [{ type: 'ImportStarted', data: { importId, kind, sha256, mapping, whole, amending } }];
}
