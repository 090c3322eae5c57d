import { observationsAbout, type ObservationLine } from '../observations/observation-list.js';
import type { EdtfDate, Leg, PlannedLeg, StatedBasis } from '#cases';
import type { Position } from '#eventsourcing';
import type { Answer, Page, Paging } from '../answer.js';
import { assessmentsOf, type Assessed } from '../assessments/assessed.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { OnADay } from '../cohorts/as-of.js';
import type { Reading, ReadModels } from '../database/reading.js';
import type { Graded } from '../grades.js';
import { orderOf, pageOf } from '../page.js';
import { foldsOf } from '../streams/folds.js';
import { heldAt } from '../streams/version.js';
import { evolve, type ExchangeAmendment, type ExchangeFold, type ExchangeStatus } from './exchange-fold.js';
import { exchangeGrades } from './exchange-grades.js';
import type { ExchangeRow } from './exchange-row.js';
import { linesOf, type Claim, type LineFile } from './lines.js';

export type LegFile = (Leg | PlannedLeg) & {
  /** The entry in the cohort's case file; null while it is only planned. */
  readonly entryId: string | null;
  /** The entry that struck the handover through in the cohort's case file. */
  readonly retractedBy: string | null;
  /** The entry by which the receiving side confirmed it. */
  readonly acknowledgedBy: string | null;
};

export interface ExchangeSummary extends Graded {
  readonly id: string;
  readonly status: ExchangeStatus;
  readonly occurredOn: EdtfDate | null;
  readonly place: { readonly country: string; readonly name: string | null } | null;
  /** Empty where it is stated that nobody mediated; null where that is not stated. */
  readonly intermediaries: readonly string[] | null;
  readonly basis: StatedBasis | null;
  readonly revision: number;
  readonly recordedAt: string;
  readonly updatedAt: string;
  readonly abortedBecause: string | null;
  /** What of it was put right, the oldest first. */
  readonly amendments: readonly ExchangeAmendment[];
  readonly legs: readonly LegFile[];
  /** Lines about which the sources do not say the same. */
  readonly disagreements: number;
}

/** A line with what other sources say of the entries that state it. */
export interface AssessedLine extends LineFile {
  readonly claims: readonly (Claim & Assessed)[];
}

export interface ExchangeFile extends ExchangeSummary {
  /** What sources say of it besides its figures, side by side. */
  readonly observations: readonly ObservationLine[];
  readonly lines: readonly AssessedLine[];
}

export const EXCHANGE_SORTS = ['occurred', '-occurred', 'updated', '-updated', 'id', '-id'] as const;

export interface ExchangeQuery extends Paging, KnownAt {
  /** Exchanges that had taken place by this day, or were to: `YYYY-MM-DD`. */
  readonly on?: string;
  /** Left out: all but those that are withdrawn. */
  readonly status?: ExchangeStatus;
  readonly intermediary?: string;
  /** `id` where it is left out. */
  readonly sort?: (typeof EXCHANGE_SORTS)[number];
}

/** One exchange with its reports side by side; undefined where there is none, or it had not taken place by the day asked about. */
export async function exchangeFile(
  models: ReadModels,
  id: string,
  { knownAt, on }: KnownAt & OnADay = {},
): Promise<(ExchangeFile & Answer) | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const select = reading.db.selectFrom('exchanges').selectAll().where('id', '=', id);
    const held = select.where(heldAt(known));
    const rows = await (on === undefined ? held : held.where('counts_from', '<=', on)).execute();
    const [fold] = await exchangesOf(reading, rows, known);
    if (fold === undefined) return undefined;
    const lines = await assessedLines(reading, linesOf(fold), known);
    const observations = await observationsAbout(reading, { kind: 'exchange', id }, known);
    return { ...(await summariesOf(reading, [fold], known))[0]!, lines, observations, ...answered(reading, known) };
  });
}

const ORDERS = { occurred: ['occurred_from', 'id'], updated: ['position', 'id'], id: ['id'] } as const;

/** A page of exchanges. @throws InvalidCursor */
export async function exchangeList(models: ReadModels, query: ExchangeQuery = {}): Promise<Page<ExchangeSummary>> {
  const { sort = 'id', status, intermediary, on } = query;
  return models.read(async (reading) => {
    const { db } = reading;
    const known = await knownUntil(reading, query.knownAt);
    let select = db.selectFrom('exchanges').selectAll().where(heldAt(known));
    if (on) select = select.where('counts_from', '<=', on);
    select = status ? select.where('status', '=', status) : select.where('status', '<>', 'withdrawn');
    if (intermediary) {
      const mediated = db.selectFrom('exchange_intermediaries').select('exchange').where(heldAt(known));
      select = select.where('id', 'in', mediated.where('intermediary', '=', intermediary));
    }
    const { rows, next } = await pageOf(select, orderOf('exchanges', sort, ORDERS), query);
    const folds = await exchangesOf(reading, rows, known);
    return { ...answered(reading, known), rows: await summariesOf(reading, folds, known), next };
  });
}

function exchangesOf(
  reading: Reading,
  rows: readonly ExchangeRow[],
  known: Position | undefined,
): Promise<ExchangeFold[]> {
  return foldsOf<ExchangeFold>(reading, 'exchanges', rows, evolve, known);
}

async function summariesOf(
  reading: Reading,
  folds: readonly ExchangeFold[],
  known: Position | undefined,
): Promise<ExchangeSummary[]> {
  const gradeOf = await exchangeGrades(reading, folds, known);
  return folds.map((fold) => {
    const { entryId: _, statedAt: __, wordedBy: ___, handovers, reports: ____, decisions: _____, ...others } = fold;
    const { positions: ______, grades: _______, legs, ...facts } = others;
    return {
      ...facts,
      legs: legs.map((leg) => ({ ...leg, ...(handovers[leg.leg] ?? NOT_HANDED_OVER) })),
      disagreements: linesOf(fold).filter(({ disagreement }) => disagreement !== null).length,
      ...gradeOf(fold),
    };
  });
}

const NOT_HANDED_OVER = { entryId: null, retractedBy: null, acknowledgedBy: null };

async function assessedLines(
  reading: Reading,
  lines: readonly LineFile[],
  known: Position | undefined,
): Promise<AssessedLine[]> {
  const entryIds = lines.flatMap(({ claims }) => claims.map(({ entryId }) => entryId));
  const assessed = await assessmentsOf(reading, [...new Set(entryIds)], known);
  return lines.map((line) => ({
    ...line,
    claims: line.claims.map((claim) => ({ ...claim, ...assessed(claim.entryId) })),
  }));
}
