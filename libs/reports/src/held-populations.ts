import { IsOptional } from 'class-validator';
import { IsCountry, IsDay } from '#cases';
import { causesOfClaims, heldPopulationsReport } from '#projections';
import { stated } from './making/columns.js';
import { report } from './making/report.js';
import { accepted, CLAIM_COLUMNS } from './population-claims.js';
import { PeopleQuery } from './queries/reading-query.js';

export class HeldPopulationsQuery extends PeopleQuery {
  /** Claims of this day or earlier, and those without a date: the same as `to`. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** The Power that holds them: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  detainingPower?: string;

  /** Claims of this day or later, and those without a date. */
  @IsOptional()
  @IsDay()
  from?: string;

  /** Claims of this day or earlier, and those without a date. */
  @IsOptional()
  @IsDay()
  to?: string;
}

/** One row for each claim; those of one question follow each other by date. Nothing is added up. */
export const heldPopulations = report({
  path: 'held-populations',
  about: 'Claims of held populations side by side over time, question by question; nothing is added up.',
  subject: 'claims of held populations',
  query: HeldPopulationsQuery,
  answer: heldPopulationsReport,
  columns: CLAIM_COLUMNS,
  *cells({ rows }) {
    for (const { claims, dates, ...question } of rows) {
      for (const claim of claims) {
        const disagreement = dates.find(({ claimIds }) => claimIds.includes(claim.claimId))?.disagreement ?? null;
        yield { ...question, ...claim, ...accepted(claim), ...stated(claim.basis), disagreement };
      }
    }
  },
  nameBy: 'claimId',
  compare: {
    identity: ['detainingPower', 'powerOfOrigin', 'category', 'population', 'claimId', 'entryId'],
    passing: ['revision', 'sourceName'],
    rows: ({ rows }) =>
      rows.flatMap(({ claims, dates: _, ...question }) => claims.map((claim) => ({ ...question, ...claim }))),
    without: ['entryId', 'disagreement'],
    cells: (claim) => ({ ...claim, ...stated(claim.basis) }),
    causes: causesOfClaims,
  },
  watched: true,
});
