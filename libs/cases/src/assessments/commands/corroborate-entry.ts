import type { Context } from '#eventsourcing';
import { Basis, stated } from '../../values/basis.js';
import { Nested } from '../../values/decorators.js';
import { isSaid, type Assessment, type EntryCorroborated } from '../assessment.js';

/** Attaches to an entry that another source says the same. */
export class CorroborateEntry {
  /** Who says the same. */
  @Nested(() => Basis)
  basis!: Basis;
}

export function corroborateEntry(
  { basis }: CorroborateEntry,
  state: Assessment,
  { target }: Context,
): EntryCorroborated[] {
  const corroborated: EntryCorroborated = {
    type: 'EntryCorroborated',
    data: { entryId: target, basis: stated(basis)! },
  };
  return isSaid(state, corroborated) ? [] : [corroborated];
}
