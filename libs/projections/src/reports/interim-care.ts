import type { Category, EdtfDate, Figure, Service } from '#cases';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { answered } from '../clocks/known.js';
import type { AsOf } from '../cohorts/as-of.js';
import { cohortsKnown, everRenamed } from '../cohorts/known-cohorts.js';
import { whereaboutsOf } from '../cohorts/movements.js';
import { portions } from '../database/dialect.js';
import { wordingOf } from '../cohorts/wording.js';
import type { Reading, ReadModels } from '../database/reading.js';
import {
  asked,
  contradictionsOn,
  countedUpTo,
  type Contradiction,
  type Dated,
  type MovementsGraded,
  type OnDay,
} from './on-day.js';
import { daysOfStay, recorded, staysIn, type Stay } from './stays.js';

/** People of one cohort who are or were in interim care at one place. */
export interface InterimCareRow extends Dated, MovementsGraded {
  readonly cohortId: string;
  readonly name: string;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly country: string | null;
  readonly place: string | null;
  readonly admitted: Figure;
  /** Null where nobody is recorded to have left. */
  readonly left: Figure | null;
  readonly present: Figure;
  readonly services: readonly Service[];
  /** Of the first admission and the last departure. */
  readonly admittedOn: EdtfDate | null;
  readonly leftOn: EdtfDate | null;
  /** Whole days from the first admission to the last departure, or to the day asked for while somebody is there. */
  readonly days: number | null;
  readonly expectedDays: number | null;
}

export interface InterimCareReport extends Answer {
  readonly on: string | null;
  readonly rows: readonly InterimCareRow[];
  readonly contradictions: readonly Contradiction[];
}

/** Who is in interim care in a third country, and who was. */
export async function interimCareReport(
  models: ReadModels,
  query: OnDay & AsOf & { readonly country?: string },
): Promise<InterimCareReport> {
  const { on = null, country } = query;
  return models.read(async (reading) => {
    const all = await asked(reading, query);
    const today = await countedUpTo(reading, all);
    const stays = (await staysIn(reading, 'interim-care', all)).filter(
      ({ account }) => country === undefined || whereaboutsOf(account).country === country,
    );
    const care = await careOf(reading, stays);
    const names = await namesOf(reading, stays, all.known);
    const rows = stays.map((stay) => rowOf(stay, names.get(stay.cohort)!, care, today));
    return { ...answered(reading, all.known), on, rows, contradictions: await contradictionsOn(reading, all) };
  });
}

interface Care {
  readonly services: readonly Service[];
  readonly expectedDays: number | null;
}

function rowOf(stay: Stay, name: string, care: ReadonlyMap<string, Care>, today: string): InterimCareRow {
  const { country, place } = whereaboutsOf(stay.account);
  const given = stay.arrivals.flatMap((arrival) => care.get(arrival) ?? []);
  return {
    cohortId: stay.cohort,
    name,
    category: stay.category as Category,
    powerOfOrigin: stay.powerOfOrigin,
    country,
    place,
    admitted: stay.came,
    left: recorded(stay.leftInAll),
    present: stay.present,
    dates: stay.dates,
    services: [...new Set(given.flatMap(({ services }) => services))],
    admittedOn: stay.firstOn,
    leftOn: stay.lastOn,
    days: daysOfStay(stay, today),
    expectedDays: given.at(-1)?.expectedDays ?? null,
    ...stay.graded,
  };
}

const KEPT = ['position', 'entry_id', 'type', 'data', 'recorded_at'] as const;

/** What the admissions said of the care, by their log positions. */
async function careOf({ db }: Reading, stays: readonly Stay[]): Promise<Map<string, Care>> {
  const care = new Map<string, Care>();
  for (const positions of portions(stays.flatMap(({ arrivals }) => arrivals))) {
    const entries = db.selectFrom('entries').select(KEPT).where('position', 'in', positions);
    for (const row of await entries.execute()) {
      const { type, data } = wordingOf(row);
      if (type === 'CohortAdmittedToInterimCare') care.set(row.position, data as unknown as Care);
    }
  }
  return care;
}

/** Their names: of a cohort that was renamed, or registered again later, the one that it had then. */
async function namesOf(
  reading: Reading,
  stays: readonly Stay[],
  known: Position | undefined,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const other = known === undefined ? new Set() : await everRenamed(reading);
  for (const ids of portions(stays.map(({ cohort }) => cohort))) {
    const columns = ['id', 'name', 'registered_at'] as const;
    const cohorts = await reading.db.selectFrom('cohorts').select(columns).where('id', 'in', ids).execute();
    for (const { id, name } of cohorts) names.set(id, name);
    const again = cohorts
      .filter(({ id, registered_at }) => known !== undefined && (registered_at > known || other.has(id)))
      .map(({ id }) => id);
    if (known === undefined || again.length === 0) continue;
    const rows = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', again).execute();
    for (const { id, name } of await cohortsKnown(reading, rows, known)) names.set(id, name);
  }
  return names;
}
