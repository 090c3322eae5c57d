import { IsString, IsUUID, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { findEntry, standingEntries, type CaseEntry, type Cohort, type KnownCohort } from '../cohort.js';
import { blockedBy } from '../entry-sentence.js';
import type { CohortEvent, EntryRetracted } from '../events.js';
import { isSound, accountsOf } from '../accounts.js';
import { notInFuture, openCohort } from '../rules.js';
import { keyOf } from '../whereabouts.js';
import { EntryFields } from './movement-fields.js';

/** Takes an entry back: it stays visible, struck through, and no longer counts. */
export class RetractEntry extends EntryFields {
  /** The `entryId` of the entry. */
  @IsUUID()
  entryId!: string;

  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function retractEntry(command: RetractEntry, state: Cohort, { target, now }: Context): EntryRetracted[] {
  const cohort = openCohort(state, target);
  notInFuture(command.occurredOn, now);
  const { entryId, reason } = command;
  const entry = findEntry(cohort, entryId);
  if (entry === undefined) throw new Rejected('entry-not-found', { entryId });
  if (!standingEntries(cohort).includes(entry)) return [];
  mayBeRetracted(cohort, entry);
  const { occurredOn = null, basis } = command;
  return [
    { type: 'EntryRetracted', data: { entryId, retracted: entry.type, reason, occurredOn, basis: stated(basis) } },
  ];
}

/** @throws Rejected where taking the entry back would leave people owed, or counted twice */
export function mayBeRetracted(cohort: KnownCohort, entry: CaseEntry): void {
  const { id, type } = entry;
  const standing = standingEntries(cohort);
  if (type === 'EntryAmended') throw new Rejected('amendment-is-final', { entryId: id, of: entry.about });
  if (type === 'EntryRetracted') throw new Rejected('retraction-is-final', { entryId: id });
  // Half of a split or a merge stands in the other cohort: taken back here alone, its people would be counted twice.
  if (type === 'CohortSplit' || type === 'CohortMerged' || (type === 'CohortRegistered' && cohort.partOf !== null)) {
    throw new Rejected('entry-spans-cohorts', { entryId: id, type });
  }
  const builtOn = standing.filter(({ about, type: later }) => about === id && !STANDS_ABOUT.has(later)).toReversed();
  if (builtOn.length > 0) {
    throw new Rejected('entry-built-on', { entryId: id, by: builtOn[0]!.id, blockedBy: blockedBy(builtOn) });
  }
  const accounts = accountsOf(standing.filter((one) => one !== entry).toReversed());
  const later = standing.slice(0, standing.indexOf(entry)).toReversed();
  if (!isSound(accounts)) {
    throw new Rejected('not-enough-people', {
      entryId: id,
      type,
      blockedBy: blockedBy(later.filter(takesFrom(entry))),
    });
  }
  if (type === 'CohortRegistered' && accounts.size > 0) {
    const moving = later.filter(({ bookings }) => bookings.length > 0);
    throw new Rejected('entry-built-on', { entryId: id, blockedBy: blockedBy(moving) });
  }
}

/** What says of an entry how it stands, and builds nothing on it. */
const STANDS_ABOUT: ReadonlySet<string> = new Set<CohortEvent['type']>(['EntryRetracted', 'EntryAmended']);

/** Entries that took people from where this one had put them. */
function takesFrom({ bookings }: CaseEntry): (entry: CaseEntry) => boolean {
  const keys = new Set(bookings.flatMap(({ to }) => (to === null ? [] : [keyOf(to)])));
  return (entry) => entry.bookings.some(({ from }) => from !== null && keys.has(keyOf(from)));
}
