import type { Refusals } from '#cases';
import type { Position } from '#eventsourcing';
import type { EntrySince, Fault, ProblemDetails } from '#http';
import type { Obstacle } from '#imports';
import type { AlertAnswer } from '../alerts/alert-answers.js';
import type { AssessmentAnswer } from '../assessments/assessment-answers.js';
import type { ClaimAnswer, TotalAnswer } from '../claims/claim-answers.js';
import type { CohortState, NoCohort } from '../cohorts/cohort-answers.js';
import type { ExchangeState, NoExchange } from '../exchanges/exchange-answers.js';
import type { PathwayAnswer } from '../pathways/pathway-answers.js';
import type { SourceAnswer } from '../sources/source-answers.js';
import type { Copy } from '../statements/copy-store.js';
import type { StatementAnswer } from '../statements/statement-answers.js';

/** Why something was not done (RFC 9457). `code` tells problems apart. */
export interface Problem extends ProblemDetails {
  /** What is wrong, place by place. */
  readonly errors?: readonly Fault[];
}

/** Some fields of a body, or some parameters, are not what they should be. */
export interface InvalidProblem extends ProblemDetails {
  readonly code: 'invalid' | 'invalid-query';
  /** What is wrong, place by place. */
  readonly errors: readonly Fault[];
}

/** It has changed since it was read: how it stands now, and what came since. */
export interface StaleProblem extends ProblemDetails {
  readonly code: 'stale';
  /** The revision that it is at. */
  readonly revision: number;
  readonly position: Position | null;
  /** What was recorded since, the oldest first: of more than 100 entries, the newest 100. */
  readonly since: readonly EntrySince[];
  /** Of a command about a cohort. */
  readonly cohort?: CohortState | NoCohort;
  /** Of a command about an exchange. */
  readonly exchange?: ExchangeState | NoExchange;
  /** Of a command about a source. */
  readonly source?: SourceAnswer['source'];
  /** Of a command about a statement. */
  readonly statement?: StatementAnswer['statement'];
  /** Of a command about a claim. */
  readonly claim?: ClaimAnswer['claim'];
  /** Of a command about a published total. */
  readonly total?: TotalAnswer['total'];
  /** Of a command about an entry of any file. */
  readonly assessment?: AssessmentAnswer['assessment'];
  /** Of a command about a pathway. */
  readonly pathway?: PathwayAnswer['pathway'];
  /** Of a command about an alert. */
  readonly alert?: AlertAnswer['alert'];
}

/** An import cannot be taken back, as something of it has been built on. */
export interface BuiltOnProblem extends ProblemDetails {
  readonly code: 'import-built-on';
  /** What was built on it since. */
  readonly obstacles: readonly Obstacle[];
}

/** What each refusal of a rule saw, by its code: its `facts`. */
export interface RefusalFacts extends Refusals {
  readonly 'alert-not-found': { readonly alertId: string };
  readonly 'copy-differs': {
    /** What was uploaded. */
    readonly stored: Copy;
  };
  readonly 'copy-not-found': { readonly sha256: string };
  readonly 'statement-not-found': { readonly statementId: string };
}
