import type { Category, EdtfDate, Figure, StatedBasis } from '#cases';
import type { Answer } from '../answer.js';
import { assessmentsOf, type Assessed } from '../assessments/assessed.js';
import type { Reading, ReadModels } from '../database/read-models.js';
import { gradedBy, gradeOf, type Graded } from '../grades.js';
import { keptIn } from '../streams/stream-row.js';
import type { ClaimDecision, ClaimFold, ClaimRow } from './claim-row.js';

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
export interface HeldClaim extends Graded, Assessed {
  readonly claimId: string;
  readonly entryId: string;
  /** When it was so. */
  readonly asOf: EdtfDate | null;
  readonly people: Figure;
  readonly custodian: string | null;
  readonly legalStatus: string | null;
  readonly heldSince: EdtfDate | null;
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

/** One claim with its question; undefined where there is no such claim. */
export async function heldClaim(
  models: ReadModels,
  claimId: string,
): Promise<(Question & HeldClaim & Answer) | undefined> {
  return models.read(async (reading) => {
    const row = await reading.db.selectFrom('claims').selectAll().where('id', '=', claimId).executeTakeFirst();
    if (row === undefined) return undefined;
    const [claim] = await heldClaims(reading, [row]);
    return { ...questionOf(keptIn<ClaimFold>(row).fold), ...claim!, position: reading.position };
  });
}

/** The claims of some rows as they were made last, in the rows' order. */
export async function heldClaims(reading: Reading, rows: readonly ClaimRow[]): Promise<HeldClaim[]> {
  return assessedClaims(reading, rows.map(keptIn<ClaimFold>));
}

/** The claims of some rows with their questions: also those that were struck through before one was made anew. */
export async function everyHeldClaim(
  reading: Reading,
  rows: readonly ClaimRow[],
): Promise<{ readonly question: Question; readonly claim: HeldClaim }[]> {
  const all = rows.map(keptIn<ClaimFold>).flatMap(({ fold, revision }) => {
    return [...fold.earlier, fold].map((one) => ({ fold: one, revision }));
  });
  const claims = await assessedClaims(reading, all);
  return claims.map((claim, index) => ({ question: questionOf(all[index]!.fold), claim }));
}

interface Made {
  readonly fold: Omit<ClaimFold, 'earlier'>;
  readonly revision: number;
}

async function assessedClaims(reading: Reading, all: readonly Made[]): Promise<HeldClaim[]> {
  const assessed = await assessmentsOf(
    reading,
    all.map(({ fold }) => fold.entryId),
  );
  return all.map((made) => ({ ...claimOf(made), ...assessed(made.fold.entryId) }));
}

export function questionOf({ data }: Pick<ClaimFold, 'data'>): Question {
  const { detainingPower, powerOfOrigin, category, population } = data;
  return { detainingPower, powerOfOrigin, category, population };
}

function claimOf({ fold, revision }: Made): Omit<HeldClaim, keyof Assessed> {
  const { data, entryId, recordedAt, actor, retractedBy, decisions } = fold;
  const { claimId, asOf, people, custodian, legalStatus, heldSince, basis } = data;
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
