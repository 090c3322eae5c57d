import { daysBetween, type Alarm, type Pathway } from '#cases';
import type { Position } from '#eventsourcing';
import { compare } from '../cohorts/balances.js';
import { foldedFrom, type CohortRow } from '../cohorts/cohort-row.js';
import type { Reading } from '../database/reading.js';
import { pathwaysInForce } from '../pathways/pathways.js';
import { withdrawnEntries, type RestingRow } from '../sources/support.js';
import { alertId } from './alert-id.js';
import { Handlings, type HandledState } from './handling.js';
import { alarmsOf, unsourcedSince, type Unsourced } from './watched-cohort.js';

/** An alert as a cohort's status shows it. */
export interface CohortAlert {
  readonly id: string;
  readonly kind: Alarm['kind'];
  /** The first day on which it held: `YYYY-MM-DD`. */
  readonly since: string;
  /** For how many days it has held. */
  readonly days: number;
  /** Whether nobody has taken it in hand, or somebody has. */
  readonly handled: Exclude<HandledState, 'snoozed'>;
  /** Who took it in hand; null where nobody has. */
  readonly owner: string | null;
}

/** What the alarms of some cohorts are worked out from, read once for all of them. */
export class CohortWatch {
  private constructor(
    private readonly pathways: readonly Pathway[],
    private readonly handlings: Handlings,
    private readonly ofWithdrawnSource: ReadonlyMap<string, readonly RestingRow[]>,
    private readonly today: string,
  ) {}

  /** @param known left out: what is expected, decided and withdrawn now */
  static async read(reading: Reading, ids: readonly string[], today: string, known?: Position): Promise<CohortWatch> {
    const streams = ids.map((id) => `cohort-${id}`);
    const pathways = await pathwaysInForce(reading, known);
    const ofWithdrawnSource = await withdrawnEntries(reading, { streams, ...(known !== undefined && { known }) });
    return new CohortWatch(pathways, await Handlings.read(reading, known), ofWithdrawnSource, today);
  }

  /** What is to be asked about a cohort. @param unsourced its entries that name no source, where all of them are known */
  alarms(row: CohortRow, unsourced?: readonly Unsourced[]): readonly Alarm[] {
    const folded = foldedFrom(row);
    const named = unsourced ?? unsourcedSince(folded.unsourced, folded.watched.unsourcedSince);
    const withdrawn = (this.ofWithdrawnSource.get(`cohort-${row.id}`) ?? []).map((entry) => ({
      entryId: entry.entry_id,
      recordedOn: entry.recorded_at.slice(0, '2025-08-24'.length),
    }));
    return alarmsOf(folded, this.pathways, this.today, [...named, ...withdrawn]);
  }

  /** Alerts of a cohort that nobody has put aside, the oldest first. */
  shown(row: CohortRow): CohortAlert[] {
    return this.alarms(row)
      .flatMap(({ kind, about, since }) => {
        const id = alertId({ kind, about }, { cohortId: row.id, exchangeId: null });
        const { handled, owner } = this.handlings.of(id, since, this.today);
        return handled === 'snoozed' ? [] : [{ id, kind, since, days: daysBetween(since, this.today), handled, owner }];
      })
      .sort((a, b) => compare(a.since, b.since) || compare(a.id, b.id));
  }

  /** How many of its entries rest on a source that does not count any more, and on no other. */
  withoutSourceOf({ id }: CohortRow): number {
    return this.ofWithdrawnSource.get(`cohort-${id}`)?.length ?? 0;
  }
}
