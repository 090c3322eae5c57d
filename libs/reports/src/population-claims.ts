import { IsIn, IsOptional } from 'class-validator';
import { CATEGORIES, IsCountry, IsDay, type Category } from '#cases';
import { claimList, heldClaim, type HeldClaim } from '#projections';
import {
  CATEGORY,
  date,
  DETAINING_POWER,
  ENTRY_ID,
  GRADE,
  people,
  PEOPLE,
  POWER_OF_ORIGIN,
  RECORDED_AT,
  RETRACTED_BY,
  SOURCE,
  SOURCE_NAME,
  stated,
  text,
  URL,
} from './making/columns.js';
import { list } from './making/report.js';
import { KnownPageQuery, KnownQuery } from './queries/reading-query.js';

/** Which claims of held populations. */
export class ClaimListQuery extends KnownPageQuery {
  /** The Power that holds them: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  detainingPower?: string;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  powerOfOrigin?: string;

  /** Claims about people of this category. */
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** Claims of this day or earlier, and those without a date. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** One claim, named by the path. */
export class ClaimQuery extends KnownQuery {
  /** Only if it is of this day or earlier, or without a date. */
  @IsOptional()
  @IsDay()
  on?: string;
}

export const CLAIM_COLUMNS = [
  text('claimId', 'Claim', '#meta+claim+id'),
  DETAINING_POWER,
  POWER_OF_ORIGIN,
  CATEGORY,
  text('population', 'Who is counted', '#affected+description'),
  date('asOf', 'As of', '#date+asof'),
  PEOPLE,
  people('accepted', 'Accepted figure', '+accepted'),
  text('disagreement', 'Claims of this date', '#meta+disagreement'),
  text('custodian', 'Custodian', '#org+custodian+name'),
  text('legalStatus', 'Legal status', '#status+legal'),
  date('heldSince', 'Held since', '#date+custody'),
  text('heldSincePortion', 'Held since: how many', '#affected+portion'),
  GRADE,
  SOURCE,
  SOURCE_NAME,
  URL,
  RECORDED_AT,
  ENTRY_ID,
  RETRACTED_BY,
];

/** Where nobody decided there is no figure: that is not one which is not stated. */
export function accepted(claim: Pick<HeldClaim, 'accepted'>): object {
  return { accepted: claim.accepted ?? undefined };
}

export const claims = list({
  path: 'population-claims',
  operation: 'Claims.list',
  about: 'Lists claims of held populations, retracted ones too.',
  query: ClaimListQuery,
  answer: claimList,
  columns: CLAIM_COLUMNS.filter(({ key }) => key !== 'disagreement'),
  cells: ({ rows }) => rows.map((claim) => ({ ...claim, ...accepted(claim), ...stated(claim.basis) })),
  nameBy: 'claimId',
});

export const claim = list({
  path: 'population-claims/:id',
  operation: 'Claims.show',
  about: 'Shows one claim, with what was decided about it and what others say of it.',
  kind: 'claim',
  query: ClaimQuery,
  answer: (models, { id, ...query }) => heldClaim(models, id, query),
});
