import {
  accountsOf,
  boundsOf,
  daysOfEntry,
  exactly,
  figureFrom,
  isNobody,
  keyOf,
  NOBODY,
  peopleOn,
  type Account,
  type Confirmation,
  type DayStep,
  type Figure,
  type PeopleOnDay,
} from '#cases';
import type { Position } from '#eventsourcing';
import { movementsKnown } from '../clocks/known-movements.js';
import { eventOf, wordingOf } from './wording.js';
import type { Reading } from '../database/reading.js';
import { byPosition as positionOf, keyOfAccount, stepsOf } from '../days/dated-steps.js';
import { byPosition, compare, type Peopled } from './balances.js';
import { cohortIdOf } from './cohort-batch.js';
import { entriesOfFiles } from './entries-of-files.js';
import { bookingOf, dayOf, whereaboutsOf, type MovementRow } from './movements.js';

/** Where the people of a cohort were on a day. */
export interface CohortOnDay {
  /** `YYYY-MM-DD`. */
  readonly on: string;
  /** The positions in which there may have been people, in the order of the way home. */
  readonly balances: readonly (Peopled & { readonly isRange: boolean })[];
  /** All of them. */
  readonly headcount: Figure;
  /** Dates alone make the headcount a range. */
  readonly isRange: boolean;
}

/** That somebody saw people there, on a day. */
interface Sighting {
  readonly day: string;
  readonly position: Position;
  readonly confirmed: Confirmation;
}

/**
 * Cohorts on a day, by their ids, counted as the reports about people count them.
 * @param on `YYYY-MM-DD`
 * @param known what was known of that day up to a log position; left out: what is known now
 */
export async function cohortsOnDay(
  reading: Reading,
  ids: readonly string[],
  on: string,
  known: Position | undefined,
): Promise<(id: string) => CohortOnDay> {
  const possible = movementsKnown(reading, known)
    .selectAll()
    .where('cohort', 'in', ids)
    .where((eb) => eb.or([eb('earliest', 'is', null), eb('earliest', '<=', on)]));
  const movements = (await possible.orderBy('position').orderBy('ordinal').execute()) as MovementRow[];
  const byCohort = Map.groupBy(movements, ({ cohort }) => cohort);
  const sightings = await sightingsBy(reading, ids, on, known);
  return (id) => onDay(byCohort.get(id) ?? [], sightings.get(id) ?? [], on);
}

function onDay(rows: readonly MovementRow[], sightings: readonly Sighting[], on: string): CohortOnDay {
  const accounts = accountsOn(rows, sightings, on);
  const steps = stepsOf(rows, positionOf);
  const balances = peopleOn(on, steps).map(({ accounts: [account], people, isRange }) => {
    const key = keyOfAccount(account!);
    return { ...(accounts.get(key) ?? { ...NOTHING_SAID, whereabouts: whereaboutsOf(key) }), people, isRange };
  });
  const headcount = headcountOf(
    balances.map(({ people }) => people),
    peopleOn(on, steps.map(together))[0],
  );
  return { on, balances: balances.filter(({ people }) => !isNobody(people)).sort(byPosition), ...headcount };
}

/** All of them: no fewer than are known to have been somewhere. @param all the positions as one; undefined: there was nobody */
function headcountOf(
  figures: readonly Figure[],
  all: PeopleOnDay | undefined,
): Pick<CohortOnDay, 'headcount' | 'isRange'> {
  if (all === undefined) return { headcount: exactly(0), isRange: false };
  const somewhere = figures.reduce((sum, figure) => sum + boundsOf(figure).low, 0);
  const { low, high } = boundsOf(all.people);
  if (!all.isRange || somewhere <= low) return { headcount: all.people, isRange: all.isRange };
  return { headcount: figureFrom({ low: somewhere, high }), isRange: somewhere !== high };
}

/** Since when people were in each position, and when somebody saw them there, as far as it may have been by that day. */
function accountsOn(
  rows: readonly MovementRow[],
  sightings: readonly Sighting[],
  on: string,
): ReadonlyMap<string, Account> {
  const entries = [...Map.groupBy(rows, ({ position }) => position)].map(([position, moved]) => {
    const day = moved[0]!.latest;
    // Who may have left may be there still.
    const bookings = moved.map(bookingOf).map((booking) => (day > on ? { ...booking, from: null } : booking));
    return { day, position, bookings, confirmed: null };
  });
  const seen = sightings.map((sighting) => ({ ...sighting, bookings: [] }));
  const inOrder = [...entries, ...seen].sort((a, b) => compare(a.day, b.day) || compare(a.position, b.position));
  return accountsOf(inOrder);
}

/** All positions of the cohort as one: by what moves within it, nobody comes or goes. */
function together(step: DayStep): DayStep {
  return {
    ...step,
    changes: step.changes.map((change) => ({ ...change, account: change.cohort, row: change.cohort })),
  };
}

const NOTHING_SAID: Omit<Account, 'whereabouts'> = { tally: NOBODY, arrived: true, since: null, confirmedOn: null };

async function sightingsBy(
  reading: Reading,
  ids: readonly string[],
  on: string,
  known: Position | undefined,
): Promise<ReadonlyMap<string, readonly Sighting[]>> {
  const found = (await entriesOfFiles(reading.db, ids, known)).flatMap((entry) => {
    if (!SIGHTINGS.has(entry.type) || isStruck(entry.retracted_at, known)) return [];
    const wording = wordingOf(entry);
    const said = eventOf(wording);
    if (said.type !== 'WhereaboutsConfirmed') return [];
    const { at, occurredOn } = said.data;
    const { latest: day } = daysOfEntry(occurredOn, dayOf(wording.first.datedAt), [], {});
    const confirmed = { account: keyOf(at), on: occurredOn };
    return day <= on ? [{ id: cohortIdOf(entry)!, day, position: entry.position, confirmed }] : [];
  });
  return Map.groupBy(found, ({ id }) => id);
}

/** Types of entries by which somebody saw people, or may have. */
const SIGHTINGS: ReadonlySet<string> = new Set(['WhereaboutsConfirmed', 'EntryAmended']);

function isStruck(retractedAt: Position | null, known: Position | undefined): boolean {
  return retractedAt !== null && (known === undefined || retractedAt <= known);
}
