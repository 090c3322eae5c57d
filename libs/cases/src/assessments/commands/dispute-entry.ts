import { IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Basis, stated } from '../../values/basis.js';
import { IsProse, Nested } from '../../values/decorators.js';
import { isSaid, type Assessment, type EntryDisputed } from '../assessment.js';

/** Attaches to an entry that another source says otherwise. */
export class DisputeEntry {
  /** What it says otherwise: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;

  /** Who disputes it. */
  @Nested(() => Basis)
  basis!: Basis;
}

export function disputeEntry({ reason, basis }: DisputeEntry, state: Assessment, { target }: Context): EntryDisputed[] {
  const disputed: EntryDisputed = {
    type: 'EntryDisputed',
    data: { entryId: target, reason, basis: stated(basis)! },
  };
  return isSaid(state, disputed) ? [] : [disputed];
}
