import type { Question, ReportTable } from '#http';
import { alertQuestions } from '../alerts/alert-queries.dto.js';
import { claimQuestions } from '../claims/claim-queries.dto.js';
import { cohortQuestions } from '../cohorts/cohort-queries.dto.js';
import { exchangeQuestions } from '../exchanges/exchange-queries.dto.js';
import { pathwayQuestions } from '../pathways/pathway-queries.dto.js';
import { comparisonQuestions } from '../reports/comparison-queries.dto.js';
import { reportQuestions } from '../reports/report-queries.dto.js';
import { sourceQuestions } from '../sources/source-queries.dto.js';
import { statementQuestions } from '../statements/statement-queries.dto.js';
import * as claims from '../tables/claim-tables.js';
import * as cohorts from '../tables/cohort-tables.js';
import * as comparisons from '../tables/comparison-tables.js';
import * as exchanges from '../tables/exchange-tables.js';
import * as people from '../tables/people-tables.js';
import * as sources from '../tables/source-tables.js';

/** Questions whose answers may take long: they look at everything there is. */
const LONG_QUESTIONS: readonly Question<any>[] = [...reportQuestions, ...comparisonQuestions, ...alertQuestions];

/** What is asked about a moment may have to be folded from the log: that takes long too. */
export function mayTakeLong(question: Question<any>, query: { readonly knownAt?: string }): boolean {
  return LONG_QUESTIONS.includes(question) || query.knownAt !== undefined;
}

/** Everything that can be asked of the read models. */
export const QUESTIONS_ASKED: readonly Question<any>[] = [
  ...cohortQuestions,
  ...exchangeQuestions,
  ...sourceQuestions,
  ...statementQuestions,
  ...claimQuestions,
  ...pathwayQuestions,
  ...LONG_QUESTIONS,
];

/** Every table that an answer can be given as, by its name. */
export const TABLES: ReadonlyMap<string, ReportTable> = new Map(
  [claims, cohorts, comparisons, exchanges, people, sources]
    .flatMap((file) => Object.values(file))
    .filter(isTable)
    .map((table) => [table.name, table]),
);

function isTable(exported: unknown): exported is ReportTable {
  return typeof exported === 'object' && exported !== null && 'columns' in exported && 'rows' in exported;
}
