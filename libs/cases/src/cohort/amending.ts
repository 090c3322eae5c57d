import { figureOf } from '../values/balance.js';
import { Rejected } from '../refusals.js';
import { daysOf, isOneDay, type EdtfDate } from '../values/edtf.js';
import { accountsOf, isSound } from './accounts.js';
import { asAmended, standingEntries, type CaseEntry, type KnownCohort } from './cohort.js';
import { blockedBy } from './entry-sentence.js';
import type { Amendments, EntryAmended, Movement } from './events.js';
import { keyOf, type Whereabouts } from './whereabouts.js';

/** What is put right of one entry. */
export interface Correction {
  readonly amendments: Amendments;
  /** Where its people were put, as it is to say; left out: where they were put. */
  readonly to?: Whereabouts;
}

/**
 * Puts entries of a case file right: each as it is to say, and those that took people from where these had put them. What
 * comes of it has to keep the rules that every entry keeps.
 * @param corrections by the ids of the entries
 * @throws Rejected entry-built-on, not-enough-people or occurred-before-arrival, with the entries that stand in the way
 */
export function amend(
  cohort: KnownCohort,
  corrections: ReadonlyMap<string, Correction>,
  reason: string,
): EntryAmended[] {
  const before = standingEntries(cohort).toReversed();
  const following = new Following();
  const events: EntryAmended[] = [];
  const after = before.map((entry): CaseEntry => {
    const event = following.amendmentOf(entry, corrections.get(entry.id), reason);
    if (event === undefined) return entry;
    const now = asAmended(entry, event.data, cohort);
    following.take(entry, now, event.data.follows ?? entry.id);
    events.push(event);
    return now;
  });
  if (following.across.length > 0) throw new Rejected('entry-built-on', { blockedBy: blockedBy(following.across) });
  keepsDays(before, after);
  keepsPeople(after, following);
  return events;
}

/** Which later entries follow the ones that are put right. */
class Following {
  /** Entries of which the other half stands in another cohort, so that it cannot follow. */
  readonly across: CaseEntry[] = [];
  /** Where those are by now who were put somewhere else before, by the key of where they were. */
  private readonly moved = new Map<string, { readonly at: Whereabouts; readonly because: string }>();
  /** Positions to which people came on another day than was said, by their keys. */
  private readonly redated = new Map<string, string>();

  /** What becomes of an entry; undefined for one that stays as it is. */
  amendmentOf(entry: CaseEntry, correction: Correction | undefined, reason: string): EntryAmended | undefined {
    const { id, type, bookings, confirmed } = entry;
    const from = bookings.map((booking) => this.whereNow(booking.from));
    const because = this.causeOf(entry);
    if (correction === undefined && because === undefined) return undefined;
    if (because !== undefined && (type === 'CohortSplit' || type === 'CohortMerged')) {
      this.across.push(entry);
      return undefined;
    }
    const seenAt = confirmed === null ? undefined : this.moved.get(confirmed.account)?.at;
    const moved = bookings.map((booking, index): Movement => {
      const to =
        correction?.to ?? (type === 'HeadcountCorrected' ? this.whereNow(booking.to) : this.derived(entry, index));
      return { from: from[index]!, to, people: figureOf(booking.amount), whole: false };
    });
    const amendments = { ...correction?.amendments, ...(seenAt && { at: seenAt }) };
    const follows = correction === undefined ? because! : null;
    return { type: 'EntryAmended', data: { entryId: id, amended: type, follows, reason, amendments, moved } };
  }

  /** Notes where an entry's people are now, and that they came on another day. */
  take(before: CaseEntry, after: CaseEntry, because: string): void {
    const isRedated = before.occurredOn !== after.occurredOn || this.causeOfDays(before) !== undefined;
    for (const [index, { to: was }] of before.bookings.entries()) {
      const { to } = after.bookings[index]!;
      if (was === null || to === null) continue;
      if (keyOf(was) !== keyOf(to)) this.moved.set(keyOf(was), { at: to, because });
      if (isRedated) this.redated.set(keyOf(to), because).set(keyOf(was), because);
    }
  }

  /** True where people were put somewhere else, or there was somebody who was. */
  touches(account: string): boolean {
    return this.moved.has(account) || [...this.moved.values()].some(({ at }) => keyOf(at) === account);
  }

  private whereNow<At extends Whereabouts | null>(at: At): At | Whereabouts {
    return at === null ? at : (this.moved.get(keyOf(at))?.at ?? at);
  }

  /** Who left, or completed, stays in the country in which they were. */
  private derived({ type, bookings }: CaseEntry, index: number): Whereabouts | null {
    const { from, to } = bookings[index]!;
    const isDerived = type === 'ExitRecorded' || type === 'RehabilitationCompleted';
    if (to === null || from === null || !isDerived || to.country !== from.country) return to;
    return { ...to, country: this.whereNow(from).country };
  }

  /** The entry that is put right of which this one's people had come. */
  private causeOf(entry: CaseEntry): string | undefined {
    const { bookings, confirmed, type } = entry;
    const ends = bookings.flatMap(({ from, to }) => [from, ...(type === 'HeadcountCorrected' ? [to] : [])]);
    const keys = ends.flatMap((at) => (at === null ? [] : [keyOf(at)]));
    const places = confirmed === null ? keys : [...keys, confirmed.account];
    return (
      places.map((key) => this.moved.get(key)?.because).find((one) => one !== undefined) ?? this.causeOfDays(entry)
    );
  }

  /** The same, where its own day is not exact: when it can have been depends on when they can have come. */
  private causeOfDays({ bookings, occurredOn }: CaseEntry): string | undefined {
    if (occurredOn !== null && isOneDay(occurredOn)) return undefined;
    const keys = bookings.flatMap(({ from }) => (from === null ? [] : [keyOf(from)]));
    return keys.map((key) => this.redated.get(key)).find((one) => one !== undefined);
  }
}

/** Nobody leaves a place on a day before the first of them came there, unless that was said before. */
function keepsDays(before: readonly CaseEntry[], after: readonly CaseEntry[]): void {
  const known = new Set(tooEarly(before).map(({ entry }) => entry.id));
  const found = tooEarly(after).filter(({ entry }) => !known.has(entry.id));
  if (found.length === 0) return;
  const { entry, since, position } = found[0]!;
  throw new Rejected('occurred-before-arrival', {
    occurredOn: entry.occurredOn,
    since,
    position,
    blockedBy: blockedBy(found.map((one) => one.entry)),
  });
}

interface TooEarly {
  readonly entry: CaseEntry;
  readonly position: Whereabouts;
  readonly since: EdtfDate;
}

function tooEarly(entries: readonly CaseEntry[]): TooEarly[] {
  const since = new Map<string, EdtfDate>();
  const found: TooEarly[] = [];
  for (const entry of entries) {
    for (const { from, to, arrivedOn } of entry.bookings) {
      const arrival = from === null ? undefined : since.get(keyOf(from));
      if (from !== null && arrival !== undefined && isBefore(entry.occurredOn, arrival)) {
        found.push({ entry, position: from, since: arrival });
      }
      if (to === null || arrivedOn === null) continue;
      const first = since.get(keyOf(to));
      if (first === undefined || firstDayOf(arrivedOn) < firstDayOf(first)) since.set(keyOf(to), arrivedOn);
    }
  }
  return found;
}

function isBefore(occurredOn: EdtfDate | null, since: EdtfDate): boolean {
  const latest = (occurredOn === null ? null : daysOf(occurredOn)?.latest) ?? null;
  return latest !== null && latest < firstDayOf(since);
}

/** The first day that a date can mean; before all others where it is open. */
function firstDayOf(date: EdtfDate): string {
  return daysOf(date)?.earliest ?? '';
}

/** Nobody is owed by what the entries come to. */
function keepsPeople(after: readonly CaseEntry[], following: Following): void {
  if (isSound(accountsOf(after))) return;
  const leaving = after.filter(({ bookings }) =>
    bookings.some(({ from }) => from !== null && following.touches(keyOf(from))),
  );
  throw new Rejected('not-enough-people', { blockedBy: blockedBy(leaving) });
}
