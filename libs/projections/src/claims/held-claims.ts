import type { Category, EdtfDate, Facility, Figure, Portion, StatedBasis } from '#cases';
import type { Position } from '#eventsourcing';
import type { Answer } from '../answer.js';
import { assessmentsOf, type Assessed } from '../assessments/assessed.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { gradedBy, gradeOf, type Graded } from '../grades.js';
import { keptOf } from '../streams/folds.js';
import type { Kept } from '../streams/stream-row.js';
import type { OnADay } from '../cohorts/as-of.js';
import { sourceNames, type SourceNamed } from '../sources/source-names.js';
import { heldAt } from '../streams/version.js';
import { claimStreams, type ClaimDecision, type ClaimFold, type ClaimRow } from './claim-row.js';

/** What is asked: claims of one question can be compared, those of different questions cannot, and are never added up. */
export interface Question {
  /** ISO 3166-1 alpha-2. */
  readonly detainingPower: string;
  readonly powerOfOrigin: string;
  readonly category: Category;
  /** Who is counted, in the claimant's words; null where that is not stated. */
  readonly population: string | null;
}

/** A claim of how many are held, with what was decided about it. */
export interface HeldClaim extends Graded, Assessed, SourceNamed {
  readonly claimId: string;
  readonly entryId: string;
  /** When it was so. */
  readonly asOf: EdtfDate | null;
  readonly people: Figure;
  readonly custodian: string | null;
  readonly legalStatus: string | null;
  readonly heldSince: EdtfDate | null;
  /** How many of them are held since then; null where no such day is stated. */
  readonly heldSincePortion: Portion | null;
  readonly facilities: readonly Facility[];
  readonly basis: StatedBasis | null;
  /** RFC 3339 instant. */
  readonly recordedAt: string;
  readonly actor: string;
  readonly revision: number;
  /** The entry that struck the claim through; null for one that stands. */
  readonly retractedBy: string | null;
  /** The figure to go by, if somebody decided that; of a claim struck through none. */
  readonly accepted: Figure | null;
  /** The oldest first; the newest that stands counts. */
  readonly decisions: readonly ClaimDecision[];
}

/** One claim with its question; undefined where there is no such claim, or none of the day asked about or earlier. */
export async function heldClaim(
  models: ReadModels,
  claimId: string,
  { knownAt, on }: KnownAt & OnADay = {},
): Promise<(AskedClaim & Answer) | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const select = reading.db.selectFrom('claims').selectAll().where('id', '=', claimId);
    const held = select.where(heldAt(known));
    const rows = await (on === undefined ? held : held.where('as_of_from', '<=', on)).execute();
    const [claim] = await heldClaims(reading, rows, known);
    return claim && { ...claim, ...answered(reading, known) };
  });
}

/** A claim with what it answers. */
export type AskedClaim = Question & HeldClaim;

/** The claims of some rows as they were made last, in the rows' order. */
export async function heldClaims(
  reading: Reading,
  rows: readonly ClaimRow[],
  known: Position | undefined,
): Promise<AskedClaim[]> {
  const all = await keptOf(reading, claimStreams, rows, known);
  const entryIds = all.map(({ fold }) => fold.entryId);
  const assessed = await assessmentsOf(reading, entryIds, known);
  const named = await sourceNames(
    reading,
    all.map(({ fold }) => fold.data.basis),
    known,
  );
  return all.map((made) => {
    const { entryId, data } = made.fold;
    return { ...questionOf(made.fold), ...claimOf(made), ...named(data.basis), ...assessed(entryId) };
  });
}

function questionOf({ data }: Pick<ClaimFold, 'data'>): Question {
  const { detainingPower, powerOfOrigin, category, population } = data;
  return { detainingPower, powerOfOrigin, category, population };
}

function claimOf({ fold, revision }: Kept<ClaimFold>): Omit<HeldClaim, keyof Assessed | keyof SourceNamed> {
  const { data, entryId, recordedAt, actor, retractedBy, decisions } = fold;
  const { claimId, asOf, people, custodian, legalStatus, heldSince, basis, facilities = [] } = data;
  const standing = decisions.filter((decision) => decision.retractedBy === null);
  const entries = [...(retractedBy === null ? [basis] : []), ...standing.map((decision) => decision.basis)];
  return {
    claimId,
    entryId,
    asOf,
    people,
    custodian,
    legalStatus,
    heldSince,
    heldSincePortion: heldSince === null ? null : (data.heldSincePortion ?? 'not-stated'),
    facilities,
    basis,
    recordedAt,
    actor,
    revision,
    retractedBy,
    accepted: retractedBy === null ? (standing.at(-1)?.people ?? null) : null,
    decisions,
    ...gradedBy(entries.map(gradeOf)),
  };
}
