import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsLine, IsProse, Nested } from '../../values/decorators.js';
import { Place } from '../../values/place.js';
import { amend } from '../amending.js';
import { findEntry, standingEntries, type CaseEntry, type Cohort, type KnownCohort } from '../cohort.js';
import { SERVICES, type Amendments, type CohortEvent, type EntryAmended, type Service } from '../events.js';
import { inThePowerOfOrigin, inThirdCountry, notInFuture, openCohort } from '../rules.js';
import type { Whereabouts } from '../whereabouts.js';
import { EntryFields } from './movement-fields.js';

/**
 * Puts one earlier entry right, in one step: what is left out stays as it was said. Those that took people from where it had put
 * them follow. How many they were is corrected or retracted, never amended.
 */
export class AmendEntry extends EntryFields {
  /** The `entryId` of the entry, as it was first recorded. */
  @IsUUID()
  entryId!: string;

  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;

  /** Where they were held, cared for or arrived. */
  @IsOptional()
  @Nested(() => Place)
  place?: Place | null;

  /** Where they set out for. */
  @IsOptional()
  @Nested(() => Place)
  destination?: Place | null;

  /** Where rehabilitation began. */
  @IsOptional()
  @Nested(() => Place)
  facility?: Place | null;

  /** Who runs it. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  operator?: string | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SERVICES.length)
  @IsIn(SERVICES, { each: true })
  services?: Service[] | null;
}

const FIELDS = ['occurredOn', 'basis', 'place', 'destination', 'facility', 'operator', 'services'] as const;
type Field = (typeof FIELDS)[number];

/** What can be amended of an entry besides its date and its basis. */
const SAID: Partial<Record<CohortEvent['type'], readonly Field[]>> = {
  CohortRegistered: ['place'],
  CustodyTransferred: ['place'],
  CohortDeparted: ['destination'],
  CohortAdmittedToInterimCare: ['place', 'services'],
  CohortRepatriated: ['place'],
  RehabilitationBegun: ['facility', 'operator', 'services'],
};

export function amendEntry(command: AmendEntry, state: Cohort, { target, now }: Context): EntryAmended[] {
  const cohort = openCohort(state, target);
  notInFuture(command.occurredOn, now);
  const { entryId, reason } = command;
  const entry = amendable(cohort, entryId);
  const given = FIELDS.filter((field) => command[field] !== undefined);
  const saying = new Set<Field>(['occurredOn', 'basis', ...(SAID[entry.type] ?? [])]);
  const field = given.find((one) => !saying.has(one));
  if (field !== undefined) throw new Rejected('field-not-of-entry', { entryId, field, type: entry.type });
  if (given.length === 0) return [];
  const to = arrivingAt(cohort, entry, command);
  return amend(cohort, new Map([[entryId, { amendments: amendmentsIn(command), ...(to && { to }) }]]), reason);
}

/** @throws Rejected for an entry that there is not, that does not stand, or that says nothing that could be amended here */
function amendable(cohort: KnownCohort, entryId: string): CaseEntry {
  const entry = findEntry(cohort, entryId);
  if (entry === undefined) throw new Rejected('entry-not-found', { entryId });
  const { type, exchangeId, about } = entry;
  if (type === 'EntryAmended') throw new Rejected('amendment-is-final', { entryId, of: about });
  if (!standingEntries(cohort).includes(entry)) throw new Rejected('entry-retracted', { entryId });
  if (exchangeId !== null) throw new Rejected('entry-of-exchange', { entryId, exchangeId });
  if (type === 'CohortSplit' || type === 'CohortMerged' || (type === 'CohortRegistered' && cohort.partOf !== null)) {
    throw new Rejected('entry-spans-cohorts', { entryId, type });
  }
  if (SAYS_NOTHING.has(type)) throw new Rejected('nothing-to-amend', { entryId, type });
  return entry;
}

/** Entries without a date and a basis of their own. */
const SAYS_NOTHING: ReadonlySet<CohortEvent['type']> = new Set<CohortEvent['type']>([
  'EntryRetracted',
  'CohortWatched',
  'WatchEnded',
  'CohortAssigned',
]);

function amendmentsIn({ occurredOn, basis, services, operator }: AmendEntry): Amendments {
  return {
    ...(occurredOn !== undefined && { occurredOn }),
    ...(basis !== undefined && { basis: stated(basis) }),
    ...(services !== undefined && { services: [...new Set(services)] }),
    ...(operator !== undefined && { operator }),
  };
}

/** Where the entry is to have put its people; undefined where that stays as it is. */
function arrivingAt(cohort: KnownCohort, entry: CaseEntry, command: AmendEntry): Whereabouts | undefined {
  const to = entry.bookings[0]?.to;
  if (to === undefined || to === null) return undefined;
  const { place = command.destination, operator = to.runBy } = command;
  const named = place === undefined ? command.facility : place;
  const runBy = to.stage === 'rehabilitation' ? operator : to.runBy;
  if (named === undefined) return runBy === to.runBy ? undefined : { ...to, runBy };
  return { ...to, runBy, country: countryIn(cohort, entry, to, named), place: named?.name ?? null };
}

/** The country of a place that is named, or where none is the one that goes without saying. */
function countryIn(cohort: KnownCohort, { custody }: CaseEntry, { stage }: Whereabouts, named: Place | null): string {
  switch (stage) {
    case 'custody':
      return named?.country ?? (custody ?? cohort).detainingPower;
    case 'repatriated':
      return inThePowerOfOrigin(cohort, named?.country);
    case 'rehabilitation':
      return named?.country ?? cohort.powerOfOrigin;
    default:
      if (named === null) throw new Rejected('place-needed', { stage });
      if (stage === 'interim-care') inThirdCountry(cohort, named.country);
      return named.country;
  }
}
