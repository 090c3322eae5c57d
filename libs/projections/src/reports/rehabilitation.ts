import { isNobody, type Category, type EdtfDate, type Figure } from '#cases';
import type { Answer } from '../answer.js';
import { answered } from '../clocks/known.js';
import { compare } from '../cohorts/balances.js';
import type { AsOf } from '../cohorts/as-of.js';
import { whereaboutsOf } from '../cohorts/movements.js';
import type { ReadModels } from '../database/reading.js';
import { add, noPeople, summed } from '../figures.js';
import { gradedTogether } from '../grades.js';
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

/** People of all cohorts in one facility. */
export interface RehabilitationRow extends Dated, MovementsGraded {
  readonly facility: string | null;
  readonly operator: string | null;
  readonly country: string | null;
  readonly category: Category;
  readonly powerOfOrigin: string;
  readonly begun: Figure;
  /** Null where no completion is recorded. */
  readonly completed: Figure | null;
  /** Left without completing; null where nobody is recorded to have. */
  readonly leftOtherwise: Figure | null;
  readonly present: Figure;
  /** Parts of `begun` that are not stated, and that are withheld. */
  readonly notStated: number;
  readonly withheld: number;
  /** First day that somebody came. */
  readonly since: EdtfDate | null;
  /** Whole days of the shortest and the longest stay of a cohort there, so far where it goes on; null where nothing is dated. */
  readonly days: { readonly shortest: number; readonly longest: number } | null;
}

export interface RehabilitationReport extends Answer {
  readonly on: string | null;
  readonly rows: readonly RehabilitationRow[];
  readonly contradictions: readonly Contradiction[];
}

/** Rehabilitation by facility and operator. */
export async function rehabilitationReport(models: ReadModels, query: OnDay & AsOf): Promise<RehabilitationReport> {
  const { on = null } = query;
  return models.read(async (reading) => {
    const all = await asked(reading, query);
    const today = await countedUpTo(reading, all);
    const facilities = new Map<string, Facility>();
    for (const stay of await staysIn(reading, 'rehabilitation', all)) {
      const key = JSON.stringify([stay.account, stay.category, stay.powerOfOrigin]);
      const facility = facilities.get(key) ?? new Facility(stay);
      facilities.set(key, facility);
      facility.take(stay, today);
    }
    const rows = [...facilities].sort(([a], [b]) => compare(a, b)).map(([, facility]) => facility.row());
    return { ...answered(reading, all.known), on, rows, contradictions: await contradictionsOn(reading, all) };
  });
}

/** People of one category and Power of origin in one facility. */
class Facility {
  private readonly begun = noPeople();
  private readonly completed = noPeople();
  private readonly leftOtherwise = noPeople();
  private readonly present = noPeople();
  private dates: Dated['dates'] = null;
  private since: EdtfDate | null = null;
  private readonly graded: MovementsGraded[] = [];
  private shortest = Infinity;
  private longest = -Infinity;

  constructor(private readonly first: Stay) {}

  take(stay: Stay, today: string): void {
    add(this.begun, stay.came);
    this.graded.push(stay.graded);
    this.dates ??= stay.dates;
    for (const [stage, people] of stay.left) add(stage === 'discharged' ? this.completed : this.leftOtherwise, people);
    if (!isNobody(stay.present)) add(this.present, stay.present);
    if (stay.firstOn !== null && (this.since === null || stay.firstOn < this.since)) this.since = stay.firstOn;
    const days = daysOfStay(stay, today);
    if (days === null) return;
    this.shortest = Math.min(this.shortest, days);
    this.longest = Math.max(this.longest, days);
  }

  row(): RehabilitationRow {
    const { country, place, runBy } = whereaboutsOf(this.first.account);
    const begun = summed(this.begun);
    return {
      facility: place,
      operator: runBy,
      country,
      category: this.first.category as Category,
      powerOfOrigin: this.first.powerOfOrigin,
      begun: begun.people,
      completed: recorded(summed(this.completed).people),
      leftOtherwise: recorded(summed(this.leftOtherwise).people),
      present: summed(this.present).people,
      notStated: begun.notStated,
      withheld: begun.withheld,
      dates: this.dates,
      since: this.since,
      days: this.longest < 0 ? null : { shortest: this.shortest, longest: this.longest },
      ...gradedTogether(this.graded),
    };
  }
}
