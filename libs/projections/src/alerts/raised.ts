import { addDays, watchReports, type Alarm, type AlertKind, type Beginning, type Category, type Pathway } from '#cases';
import type { Position } from '#eventsourcing';
import { cohortsKnown } from '../cohorts/known-cohorts.js';
import type { Reading } from '../database/reading.js';
import { heldAt } from '../streams/version.js';
import type { Subject } from './alert-id.js';
import { pathwayOf } from './watched-cohort.js';

/** An alarm and whom it is about, as much of it as lists are sorted by. */
export interface Raised extends Beginning, Pick<Alarm, 'about'> {
  readonly subject: Subject;
  /** Of one about an exchange: all of it. Those about cohorts get their words and entries when they are shown. */
  readonly alarm: Alarm | null;
}

/** Whom alarms are looked for about. */
export interface Watching {
  readonly pathways: readonly Pathway[];
  /** `YYYY-MM-DD`: the day to look at. */
  readonly today: string;
  /** Left out: what is known now. */
  readonly known: Position | undefined;
  /** Left out: about all cohorts, and all exchanges. */
  readonly cohortId?: string;
  readonly exchangeId?: string;
  /** Left out: of all kinds. */
  readonly kind?: AlertKind;
}

/** The pathway of those who left custody on a day, looked up once for all who share it. */
export function pathwaysByRelease(pathways: readonly Pathway[], today: string) {
  const known = new Map<string, Pathway | undefined>();
  return (category: string, powerOfOrigin: string, releasedOn: string | null): Pathway | undefined => {
    const key = `${category} ${powerOfOrigin} ${releasedOn ?? ''}`;
    if (!known.has(key)) known.set(key, pathwayOf(pathways, category as Category, powerOfOrigin, releasedOn, today));
    return known.get(key);
  };
}

/** `addDays` that remembers: many stays share their days. */
export function rememberedDays(): typeof addDays {
  const known = new Map<string, string>();
  return (day, days) => {
    const key = `${day} ${days}`;
    const sum = known.get(key) ?? addDays(day, days);
    known.set(key, sum);
    return sum;
  };
}

/** Exchanges about which the sources do not say the same, where somebody watches one of the cohorts that they handed over. */
export async function disagreementsRaised(reading: Reading, { known, exchangeId }: Watching): Promise<Raised[]> {
  let select = reading.db.selectFrom('disagreements').selectAll().where(heldAt(known));
  if (exchangeId !== undefined) select = select.where('exchange', '=', exchangeId);
  const rows = (await select.execute()).map((row) => ({ ...row, cohorts: JSON.parse(row.cohorts) as string[] }));
  const watched = await watchedAmong(reading, [...new Set(rows.flatMap(({ cohorts }) => cohorts))], known);
  const asked = rows.filter(({ cohorts }) => cohorts.some((id) => watched.has(id)));
  return asked.map(({ exchange, line, entry_ids, recorded_on }): Raised => {
    const alarm = watchReports(line, JSON.parse(entry_ids) as string[], recorded_on);
    return {
      kind: alarm.kind,
      since: alarm.since,
      about: line,
      subject: { cohortId: null, exchangeId: exchange },
      alarm,
    };
  });
}

/** Those of some cohorts that were watched at a moment. @param known left out: that are watched now */
export async function watchedAmong(
  reading: Reading,
  ids: readonly string[],
  known: Position | undefined,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await reading.db.selectFrom('cohorts').selectAll().where('id', 'in', ids).execute();
  const then = known === undefined ? rows : await cohortsKnown(reading, rows, known);
  return new Set(then.flatMap(({ id, watched }) => (watched === 1 ? id : [])));
}
