import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { CATEGORIES, IsCountry, IsDay, type Category } from '#cases';
import { ask, askOf } from '#http';
import { claimList, heldClaim, publishedTotal, totalList } from '#projections';
import { KnownPageQuery, KnownQuery } from '../reading.dto.js';

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

/** Which published totals. */
export class TotalListQuery extends KnownPageQuery {
  /** Who keeps the count. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  claimant?: string;

  /** Totals of this day or earlier. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** One published total, named by the path. */
export class TotalQuery extends KnownQuery {
  /** Only if it is of this day or earlier. */
  @IsOptional()
  @IsDay()
  on?: string;
}

export const claimQuestions = [
  ask(ClaimListQuery, claimList),
  askOf(ClaimQuery, heldClaim),
  ask(TotalListQuery, totalList),
  askOf(TotalQuery, publishedTotal),
];
