import {
  addDays,
  countedFrom,
  handoverBeginnings,
  stayBeginnings,
  type AlertKind,
  type Beginning,
  type Pathway,
  type Stage,
} from '#cases';
import { sql } from 'kysely';
import type { Watched } from '../cohorts/watched.js';
import type { Reading } from '../database/reading.js';
import { withdrawnEntries } from '../sources/support.js';
import { pathwaysByRelease, rememberedDays, type Raised, type Watching } from './raised.js';

/**
 * Every alarm about cohorts as they stand, in no particular order. The database passes over what cannot have one. Where it is
 * asked what was known at a moment, these are the cohorts of which nothing was recorded since.
 */
export async function cohortsRaised(reading: Reading, watching: Watching): Promise<Raised[]> {
  const { pathways, today, kind } = watching;
  const after = rememberedDays();
  const pathwayOf = pathwaysByRelease(pathways, today);
  const raised: Raised[] = [];
  const raise = (cohortId: string, about: string, beginnings: readonly Beginning[]): void => {
    for (const { kind, since } of beginnings) {
      raised.push({ kind, since, about, subject: { cohortId, exchangeId: null }, alarm: null });
    }
  };
  for (const row of isAbout(kind, STAYS) ? await staysDue(reading, watching) : []) {
    const stay = {
      stage: row.stage as Stage,
      country: row.country,
      unstated: row.unstated === 1,
      recordedOn: row.recorded_on,
      arrived: row.arrived,
      expected: row.expected,
      expectedDays: row.expected_days,
      seen: row.seen,
    };
    const pathway = pathwayOf(row.category, row.power_of_origin, row.released_on);
    raise(row.cohort, row.about, stayBeginnings(stay, pathway, today, after));
  }
  for (const row of isAbout(kind, HANDOVERS) ? await unconfirmedCohorts(reading, watching) : []) {
    const pathway = pathwayOf(row.category, row.power_of_origin, row.released_on);
    const handovers = JSON.parse(row.open_handovers!) as Watched['handovers'];
    for (const [entryId, { occurredOn, recordedOn }] of Object.entries(handovers)) {
      raise(row.id, entryId, handoverBeginnings(countedFrom(occurredOn, recordedOn), pathway, today, after));
    }
  }
  for (const [cohortId, since] of isAbout(kind, BASIS) ? await baselessCohorts(reading, watching) : []) {
    raise(cohortId, 'cohort', [{ kind: 'no-basis', since }]);
  }
  return raised;
}

const STAYS: readonly AlertKind[] = [
  'overdue-in-stage',
  'expected-arrival-passed',
  'not-confirmed',
  'figure-not-stated',
];
const HANDOVERS: readonly AlertKind[] = ['handover-not-acknowledged'];
const BASIS: readonly AlertKind[] = ['no-basis'];

function isAbout(kind: AlertKind | undefined, kinds: readonly AlertKind[]): boolean {
  return kind === undefined || kinds.includes(kind);
}

/** Stays whose figure is open, or that are longer than the shortest limit of any pathway. */
async function staysDue({ db }: Reading, { pathways, today, known, cohortId }: Watching) {
  const unstated = sql<number>`(low = 0 and high is null and estimate is null)`;
  const isOnTheWay = sql<boolean>`stage not in ('discharged', 'exited')`;
  let select = db
    .selectFrom('balances')
    .select(['cohort', 'category', 'power_of_origin', 'released_on', 'about', 'stage', 'country'])
    .select(['recorded_on', 'arrived', 'expected', 'expected_days', 'seen', unstated.as('unstated')])
    .where('watched', '=', 1)
    .where(sql<boolean>`(${unstated} or (${isOnTheWay} and (${isLate(pathways, today)})))`);
  if (cohortId !== undefined) select = select.where('cohort', '=', cohortId);
  if (known !== undefined) {
    select = select.where('cohort', 'in', db.selectFrom('cohorts').select('id').where('position', '<=', known));
  }
  return select.execute();
}

function isLate(pathways: readonly Pathway[], today: string) {
  const limits = new Map<string, number>();
  for (const { stage, limitDays } of pathways.flatMap((pathway) => pathway.stages)) {
    if (limitDays !== null) limits.set(stage, Math.min(limitDays, limits.get(stage) ?? limitDays));
  }
  const confirmDays = pathways.flatMap((pathway) => pathway.confirmDays ?? []);
  const before = (days: number): string => addDays(today, -days);
  return sql.join(
    [
      sql`late <= ${today}`,
      ...(confirmDays.length === 0 ? [] : [sql`seen < ${before(Math.min(...confirmDays))}`]),
      ...[...limits].map(([stage, days]) => sql`(stage = ${stage} and arrived < ${before(days)})`),
    ],
    sql` or `,
  );
}

async function unconfirmedCohorts({ db }: Reading, { pathways, known, cohortId }: Watching) {
  if (pathways.every(({ acknowledgeDays }) => acknowledgeDays === null)) return [];
  let select = db
    .selectFrom('cohorts')
    .select(['id', 'category', 'power_of_origin', 'released_on', 'open_handovers'])
    .where('status', '=', 'open')
    .where('watched', '=', 1)
    .where('open_handovers', 'is not', null);
  if (cohortId !== undefined) select = select.where('id', '=', cohortId);
  if (known !== undefined) select = select.where('position', '<=', known);
  return select.execute();
}

/** Cohorts with entries that name no source, or whose source does not count any more, and since when there are any. */
async function baselessCohorts(reading: Reading, { known, cohortId }: Watching): Promise<ReadonlyMap<string, string>> {
  let open = reading.db.selectFrom('cohorts').where('status', '=', 'open').where('watched', '=', 1);
  if (cohortId !== undefined) open = open.where('id', '=', cohortId);
  if (known !== undefined) open = open.where('position', '<=', known);
  const lacking = await open.select(['id', 'unsourced_since']).where('unsourced', '>', 0).execute();
  const since = new Map(lacking.map(({ id, unsourced_since }) => [id, unsourced_since!]));
  const ofWithdrawnSource = await withdrawnEntries(reading, { kind: 'cohort', known });
  if (ofWithdrawnSource.size === 0) return since;
  for (const { id } of await open.select('id').execute()) {
    const days = (ofWithdrawnSource.get(`cohort-${id}`) ?? []).map(({ recorded_at }) =>
      recorded_at.slice(0, '2025-08-24'.length),
    );
    const first = [...days, since.get(id) ?? '9999'].sort()[0]!;
    if (days.length > 0) since.set(id, first);
  }
  return since;
}
