import { addDays, watch, watchReports, type Alarm, type Category, type Pathway, type WatchedBalance } from '#cases';
import { sql } from 'kysely';
import type { Watched } from '../cohorts/watched.js';
import type { Reading } from '../database/read-models.js';
import { withdrawnEntries } from '../sources/support.js';
import { heldAt } from '../streams/version.js';
import type { Subject } from './alert-id.js';
import { handoversOf, pathwayOf, unsourcedSince, type Unsourced } from './watched-cohort.js';

/** An alarm and whom it is about. Those about cohorts do not name their entries yet. */
export interface Raised {
  readonly subject: Subject;
  readonly alarm: Alarm;
}

/** What is known of a cohort that may have an alarm. */
interface Suspect {
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly releasedOn: string | null;
  readonly balances: WatchedBalance[];
  handovers: Watched['handovers'];
  unsourced: readonly Unsourced[];
}

interface Whose {
  readonly category: string;
  readonly power_of_origin: string;
  readonly released_on: string | null;
}

/** Every alarm of a day, in no particular order. The database passes over what cannot have one. */
export async function raisedOn(reading: Reading, pathways: readonly Pathway[], today: string): Promise<Raised[]> {
  const suspects = new Map<string, Suspect>();
  for (const row of await balancesDue(reading, pathways, today)) {
    suspectOf(suspects, row.cohort, row).balances.push(JSON.parse(row.watched) as WatchedBalance);
  }
  for (const row of await lackingCohorts(reading)) {
    const suspect = suspectOf(suspects, row.id, row);
    if (row.open_handovers !== null) suspect.handovers = JSON.parse(row.open_handovers) as Watched['handovers'];
    suspect.unsourced = unsourcedSince(row.unsourced, row.unsourced_since);
  }
  for (const { id, unsourced, ...row } of await bereftCohorts(reading)) {
    const suspect = suspectOf(suspects, id, row);
    suspect.unsourced = [...suspect.unsourced, ...unsourced];
  }
  const raised = await disagreements(reading);
  for (const [cohortId, suspect] of suspects) {
    const { category, powerOfOrigin, releasedOn, balances, handovers, unsourced } = suspect;
    const pathway = pathwayOf(pathways, category, powerOfOrigin, releasedOn, today);
    const alarms = watch({ balances, openHandovers: handoversOf(handovers), unsourced }, pathway, today);
    for (const alarm of alarms) raised.push({ subject: { cohortId, exchangeId: null }, alarm });
  }
  return raised;
}

function suspectOf(
  suspects: Map<string, Suspect>,
  id: string,
  { category, power_of_origin, released_on }: Whose,
): Suspect {
  const known = suspects.get(id);
  if (known !== undefined) return known;
  const suspect: Suspect = {
    category: category as Category,
    powerOfOrigin: power_of_origin,
    releasedOn: released_on,
    balances: [],
    handovers: {},
    unsourced: [],
  };
  suspects.set(id, suspect);
  return suspect;
}

/** Balances whose figure is open, or whose people are where they are for longer than the shortest limit of any pathway. */
async function balancesDue({ db }: Reading, pathways: readonly Pathway[], today: string) {
  const stages = pathways.flatMap((pathway) => pathway.stages);
  const limits = new Map<string, number>();
  for (const { stage, limitDays } of stages) {
    if (limitDays !== null) limits.set(stage, Math.min(limitDays, limits.get(stage) ?? limitDays));
  }
  const confirmDays = pathways.flatMap((pathway) => pathway.confirmDays ?? []);
  const columns = ['cohort', 'category', 'power_of_origin', 'released_on', 'watched'] as const;
  return db
    .selectFrom('balances')
    .select(columns)
    .where(({ eb, and, or }) =>
      or([
        and([eb('low', '=', 0), eb('high', 'is', null)]),
        eb('late', '<=', today),
        ...(confirmDays.length === 0 ? [] : [eb('arrived', '<', addDays(today, -Math.min(...confirmDays)))]),
        ...[...limits].map(([stage, days]) =>
          and([eb('stage', '=', stage), eb('arrived', '<', addDays(today, -days))]),
        ),
      ]),
    )
    .execute();
}

/** Cohorts with entries that name no source, or with handovers that nobody confirmed. */
async function lackingCohorts({ db }: Reading) {
  return db
    .selectFrom('cohorts')
    .select(['id', 'category', 'power_of_origin', 'released_on', 'unsourced', 'unsourced_since', 'open_handovers'])
    .where('status', '=', 'open')
    .where(({ eb, or }) => or([eb('unsourced', '>', 0), eb('open_handovers', 'is not', null)]))
    .execute();
}

/** Cohorts with entries whose source does not count any more. */
async function bereftCohorts(reading: Reading) {
  const bereft = [...(await withdrawnEntries(reading, { kind: 'cohort' }))];
  if (bereft.length === 0) return [];
  const rows = await reading.db
    .selectFrom('cohorts')
    .select(['id', 'category', 'power_of_origin', 'released_on'])
    .where('status', '=', 'open')
    .where(sql<boolean>`'cohort-' || id in (${sql.join(bereft.map(([stream]) => stream))})`)
    .execute();
  const byStream = new Map(bereft);
  return rows.map((row) => {
    const unsourced = byStream.get(`cohort-${row.id}`)!;
    return {
      ...row,
      unsourced: unsourced.map((one) => ({ entryId: one.entry_id, recordedOn: one.recorded_at.slice(0, 10) })),
    };
  });
}

async function disagreements({ db }: Reading): Promise<Raised[]> {
  const rows = await db.selectFrom('disagreements').selectAll().where(heldAt(undefined)).execute();
  return rows.map(({ exchange, line, entry_ids, recorded_on }) => ({
    subject: { cohortId: null, exchangeId: exchange },
    alarm: watchReports(line, JSON.parse(entry_ids) as string[], recorded_on),
  }));
}
