import type { Entry, Model, Written } from '#eventsourcing/model';
import type { EdtfDate } from '../values/edtf.js';
import type { Category, CohortEvent, CohortRegistered, EntryAmended, MovingEvent } from './events.js';
import {
  book,
  confirm,
  NO_ACCOUNTS,
  accountsOf,
  peopledIn,
  type Booking,
  type Confirmation,
  type Accounts,
} from './accounts.js';
import { keyOf } from './whereabouts.js';
import { actionsFrom, type Action } from './stages.js';

/** A group of people of one category and one origin who move together: a headcount, never names. */
export type Cohort = { readonly status: 'unknown' } | KnownCohort;

export interface KnownCohort {
  /** `merged` and `withdrawn` (its registration was retracted) take no more commands. */
  readonly status: 'open' | 'merged' | 'withdrawn';
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly detainingPower: string;
  readonly custodian: string | null;
  readonly custodySince: EdtfDate | null;
  readonly legalStatus: string | null;
  readonly partOf: string | null;
  readonly mergedInto: string | null;
  readonly watch: Watch;
  readonly accounts: Accounts;
  /** Handovers that the receiving side has not confirmed. */
  readonly openHandovers: readonly string[];
  /** Every entry so far, the newest first: what a retraction looks through. */
  readonly entries: CaseEntry;
}

/** An entry of the case file, and all before it. */
export interface CaseEntry {
  readonly id: string;
  readonly type: CohortEvent['type'];
  readonly bookings: readonly Booking[];
  /** When it happened; null where that is not stated. */
  readonly occurredOn: EdtfDate | null;
  /** The entry that this one retracts, amends, acknowledges or follows. */
  readonly about: string | null;
  /** The exchange that it is a leg of. */
  readonly exchangeId: string | null;
  /** Number of the leg in that exchange; only of a leg. */
  readonly leg?: number;
  /** What it called the cohort; only where it gave it a name. */
  readonly name?: string;
  /** What it said of who looks after the cohort; only where it said something. */
  readonly watch?: Watch;
  /** What it said of who holds the cohort. */
  readonly custody: Custody | null;
  /** Which account it confirmed, and when. */
  readonly confirmed: Confirmation | null;
  readonly before: CaseEntry | null;
}

/** Whether somebody has taken a cohort on, and who. */
export interface Watch {
  /** Alerts are raised about it. */
  readonly watched: boolean;
  readonly assignee: string | null;
}

interface Custody {
  readonly detainingPower: string;
  readonly custodian: string | null;
}

export const cohort: Model<Cohort, CohortEvent> = {
  category: 'cohort',
  initial: { status: 'unknown' },
  evolve,
  upcasters: { CohortRegistered: [sayingWhetherWatched] },
};

/**
 * Before there was a word for it, the people who registered a cohort by hand looked after it, and what an import brought in was
 * history. The record tells them apart: what an import writes carries the import's id as its correlation, all else its command's.
 */
function sayingWhetherWatched(
  data: Omit<CohortRegistered['data'], 'watched'>,
  { command, correlation }: Written,
): object {
  return { ...data, watched: correlation === command.id };
}

function evolve(state: Cohort, event: Entry<CohortEvent>): Cohort {
  if (state.status === 'unknown') return event.type === 'CohortRegistered' ? registered(event) : state;
  switch (event.type) {
    case 'CohortRegistered':
      // Once its registration was retracted, a cohort can be registered again under its id.
      return state.status === 'withdrawn' ? registered(event, state.entries) : state;
    case 'EntryRetracted':
      return retracted(state, event);
    case 'EntryAmended':
      return amended(state, event);
    case 'WhereaboutsConfirmed':
      return whereaboutsConfirmed(state, event);
    case 'HandoverAcknowledged': {
      const openHandovers = state.openHandovers.filter((id) => id !== event.data.entryId);
      return { ...withEntry(state, event, { about: event.data.entryId }), openHandovers };
    }
    case 'CohortHandedOver':
      return {
        ...moved(state, event, { exchangeId: event.data.exchangeId, leg: event.data.leg }),
        openHandovers: [...state.openHandovers, event.id],
      };
    case 'CustodyTransferred': {
      const { detainingPower, custodian } = event.data;
      const after = moved(state, event);
      // Where others stay elsewhere in custody, it says nothing of who holds the cohort.
      if (!isHeldInOnePlace(after.accounts)) return after;
      const custody = { detainingPower, custodian };
      return { ...moved(state, event, { custody }), ...custody };
    }
    case 'CohortMerged':
      return event.data.role === 'merged'
        ? { ...moved(state, event), status: 'merged', mergedInto: event.data.other }
        : moved(state, event);
    case 'ReturnRecorded':
      return moved(state, event, { about: event.data.exitEntryId });
    case 'CohortRenamed': {
      const { name } = event.data;
      return { ...withEntry(state, event, { name }), name };
    }
    case 'CohortWatched':
      return watching(state, event, { watched: true, assignee: event.data.assignee });
    case 'CohortAssigned': {
      const { assignee } = event.data;
      return watching(state, event, { watched: state.watch.watched || assignee !== null, assignee });
    }
    case 'WatchEnded':
      return watching(state, event, { watched: false, assignee: null });
    case 'CohortDeparted':
    case 'CohortAdmittedToInterimCare':
    case 'CohortRepatriated':
    case 'RehabilitationBegun':
    case 'RehabilitationCompleted':
    case 'ExitRecorded':
    case 'CohortSplit':
    case 'HeadcountCorrected':
      return moved(state, event);
  }
}

function registered(event: Entry<CohortRegistered>, before: CaseEntry | null = null): KnownCohort {
  const { cohortId, moved: movements, headcount: _, occurredOn, basis: __, watched, ...facts } = event.data;
  const { custodySince, detainingPower, custodian, partOf } = facts;
  // Who was registered in custody came there when custody began; a part may have gone further.
  const since = partOf === null ? (custodySince ?? occurredOn) : occurredOn;
  const { accounts, bookings } = book(NO_ACCOUNTS, event.id, movements, since);
  const watch = { watched, assignee: null };
  return {
    ...facts,
    status: 'open',
    id: cohortId,
    mergedInto: null,
    watch,
    accounts,
    openHandovers: [],
    entries: {
      ...NOTHING_SAID,
      id: event.id,
      type: event.type,
      bookings,
      occurredOn,
      name: facts.name,
      watch,
      custody: { detainingPower, custodian },
      before,
    },
  };
}

function watching(state: KnownCohort, event: Entry<CohortEvent>, watch: Watch): KnownCohort {
  return { ...withEntry(state, event, { watch }), watch };
}

function moved(state: KnownCohort, event: Entry<MovingEvent>, said: Partial<CaseEntry> = {}): KnownCohort {
  const { accounts, bookings } = book(state.accounts, event.id, event.data.moved, event.data.occurredOn);
  return { ...withEntry(state, event, { ...said, bookings }), accounts };
}

function whereaboutsConfirmed(
  state: KnownCohort,
  event: Extract<Entry<CohortEvent>, { type: 'WhereaboutsConfirmed' }>,
): KnownCohort {
  const confirmed = { account: keyOf(event.data.at), on: event.data.occurredOn };
  return { ...withEntry(state, event, { confirmed }), accounts: confirm(state.accounts, confirmed) };
}

/** The entry stands where it stood, as it says now; all accounts are made again of what stands. */
function amended(state: KnownCohort, event: Entry<EntryAmended>): KnownCohort {
  const { entryId } = event.data;
  let entries: CaseEntry | null = null;
  for (const entry of [...entriesOf(state)].toReversed()) {
    const now = entry.id === entryId ? asAmended(entry, event.data, state) : entry;
    entries = { ...now, before: entries };
  }
  const next = withEntry({ ...state, entries: entries! }, event, { about: entryId });
  return { ...next, accounts: accountsOf(standingEntries(next).toReversed()) };
}

/** An entry as an amendment puts it. */
export function asAmended(
  entry: CaseEntry,
  { amendments, moved }: Pick<EntryAmended['data'], 'amendments' | 'moved'>,
  { custodySince }: Pick<KnownCohort, 'custodySince'>,
): CaseEntry {
  const { occurredOn = entry.occurredOn, at } = amendments;
  const arrivedOn = entry.type === 'CohortRegistered' ? (custodySince ?? occurredOn) : occurredOn;
  const bookings = entry.bookings.map((booking, index): Booking => {
    const { from, to } = moved[index] ?? booking;
    return { ...booking, from, to, arrivedOn: to === null ? null : arrivedOn };
  });
  const account = at === undefined ? entry.confirmed?.account : keyOf(at);
  const confirmed = entry.confirmed && { account: account!, on: occurredOn };
  return { ...entry, occurredOn, bookings, confirmed };
}

/** Takes back what the entry booked and said; what earlier entries said holds again. */
function retracted(state: KnownCohort, event: Extract<Entry<CohortEvent>, { type: 'EntryRetracted' }>): KnownCohort {
  const next = withEntry(state, event, { about: event.data.entryId });
  const entry = findEntry(state, event.data.entryId);
  if (entry === undefined) return next;
  const standing = standingEntries(next);
  const accounts = accountsOf(standing.toReversed());
  switch (entry.type) {
    case 'CohortRegistered':
      return { ...next, accounts, status: 'withdrawn' };
    case 'CustodyTransferred':
      return { ...next, accounts, ...standing.find(({ custody }) => custody !== null)?.custody };
    case 'CohortRenamed':
      return { ...next, accounts, name: standing.find(({ name }) => name !== undefined)?.name ?? next.name };
    case 'CohortWatched':
    case 'CohortAssigned':
    case 'WatchEnded':
      return { ...next, watch: standing.find(({ watch }) => watch !== undefined)?.watch ?? next.watch };
    case 'CohortHandedOver':
      return { ...next, accounts, openHandovers: state.openHandovers.filter((id) => id !== entry.id) };
    case 'HandoverAcknowledged':
      return { ...next, accounts, openHandovers: [...state.openHandovers, entry.about!] };
    default:
      return { ...next, accounts };
  }
}

const NOTHING_SAID = {
  bookings: [],
  occurredOn: null,
  about: null,
  exchangeId: null,
  custody: null,
  confirmed: null,
} as const;

function withEntry(state: KnownCohort, event: Entry<CohortEvent>, said: Partial<CaseEntry>): KnownCohort {
  const occurredOn = 'occurredOn' in event.data ? event.data.occurredOn : null;
  return {
    ...state,
    entries: { ...NOTHING_SAID, occurredOn, ...said, id: event.id, type: event.type, before: state.entries },
  };
}

/** An entry of the case file by its id. */
export function findEntry(state: KnownCohort, id: string): CaseEntry | undefined {
  for (const entry of entriesOf(state)) if (entry.id === id) return entry;
  return undefined;
}

/** Entries that no retraction has struck through, the newest first. */
export function standingEntries(state: KnownCohort): readonly CaseEntry[] {
  const struck = new Set<string>();
  for (const { type, about } of entriesOf(state)) if (type === 'EntryRetracted') struck.add(about!);
  return [...entriesOf(state)].filter(({ id }) => !struck.has(id));
}

function* entriesOf(state: KnownCohort): Generator<CaseEntry> {
  for (let entry: CaseEntry | null = state.entries; entry !== null; entry = entry.before) yield entry;
}

/** True where all who are in custody are in one place, under one custodian. */
export function isHeldInOnePlace(accounts: Accounts): boolean {
  return peopledIn(accounts).filter(({ whereabouts }) => whereabouts.stage === 'custody').length <= 1;
}

/** What a caseworker may do next. */
export function allowedActions(state: Cohort): readonly Action[] {
  if (state.status !== 'open') return [];
  const there = peopledIn(state.accounts);
  const stages = new Set(there.map(({ whereabouts }) => whereabouts.stage));
  const canReturn = there.some(({ whereabouts: { stage, exit } }) => stage === 'exited' && exit !== 'died');
  const actions = actionsFrom(stages).filter((action) => action !== 'record-return' || canReturn);
  const watch = state.watch.watched ? 'end-watch' : 'watch-cohort';
  return [...actions, watch, ...(state.openHandovers.length > 0 ? (['acknowledge-handover'] as const) : [])];
}
