export {
  fromCursor,
  InvalidCursor,
  limitOf,
  MAX_LIMIT,
  toCursor,
  type Answer,
  type Page,
  type Paging,
} from './answer.js';
export { alertId, type Subject } from './alerts/alert-id.js';
export {
  ALERT_COUNTS,
  alertCounts,
  type AlertCount,
  type AlertCountedBy,
  type AlertCounts,
} from './alerts/alert-counts.js';
export {
  alertFile,
  alertList,
  type Alert,
  type AlertAbout,
  type AlertDay,
  type AlertFilter,
  type AlertQuery,
} from './alerts/alerts.js';
export type { CohortAlert } from './alerts/cohort-alerts.js';
export type { AlertDecision } from './alerts/handling-row.js';
export { HANDLED_STATES, type HandledState, type Handling } from './alerts/handling.js';
export type { Assessed, Corroboration, Dispute } from './assessments/assessed.js';
export { caseFile, type CaseFileEntry, type PeopleThere } from './cohorts/case-file.js';
export type { ClaimDecision } from './claims/claim-row.js';
export type { CountDisagreement } from './claims/count-disagreements.js';
export { A_MOMENT, InvalidMoment, POSITION, type KnownAt } from './clocks/known.js';
export { claimList, totalList, type ClaimQuery } from './claims/claim-list.js';
export * from './claims/held-claims.js';
export * from './claims/held-populations.js';
export * from './claims/published-totals.js';
export * from './claims/reconciliation-report.js';
export type { AsOf } from './cohorts/as-of.js';
export type { CohortCount, CohortCounts } from './cohorts/cohort-facets.js';
export { cohortList, type CohortPage } from './cohorts/cohort-list.js';
export {
  COHORT_FACETS,
  COHORT_SORTS,
  type CohortFacet,
  type CohortQuery,
  type CohortSort,
} from './cohorts/cohort-query.js';
export {
  cohortChanges,
  type CohortChanges,
  type SyncedAlert,
  type SyncedEntry,
  type SyncQuery,
} from './cohorts/sync.js';
export { usedPlaces, type UsedPlace, type UsedPlaces } from './cohorts/places.js';
export { entryFile, type EntryFile, type EntryOfFile } from './entry-file.js';
export { timeline, type Timeline, type TimelineBucket } from './timeline.js';
export { cohortStatus, type Balance, type CohortStatus } from './cohorts/cohort-status.js';
export type { Comparison, RowDifference, TableDifferences } from './database/comparing.js';
export type { Value } from './database/dialect.js';
export { byMovement, byStageAndDay, placesIn, placesOf } from './differences/causes.js';
export * from './differences/claim-causes.js';
export * from './differences/exchange-causes.js';
export { WHYS, type Explanation, type Why } from './differences/explanations.js';
export {
  compareReport,
  type CausesIn,
  type ExplainedRow,
  type ReportComparison,
} from './differences/report-comparison.js';
export { compareCohort, type CohortComparison, type LineBetween } from './differences/cohort-comparison.js';
export type { Moments } from './differences/sides.js';
export type { ReadDatabase } from './database/read-database.js';
export { ReadModels, ReadModelsUnavailable, type Lag } from './database/reading.js';
export type { ExchangeStatus } from './exchanges/exchange-fold.js';
export * from './exchanges/exchanges.js';
export type { Claim, Decision, LineFile } from './exchanges/lines.js';
export type { Summed } from './figures.js';
export type { Graded } from './grades.js';
export { importBatches, type ImportBatchFile } from './imports/imports.js';
export type { PathwayVersion } from './pathways/pathway-row.js';
export { observationList, type ObservationLine } from './observations/observation-list.js';
export { pathwayFile, pathwayList, type PathwayFile, type PathwaysReport } from './pathways/pathways.js';
export { openReadDatabase, openReadModels } from './read-models.js';
export { PROJECTOR_MEMORY } from './projector-memory.js';
export { rebuild, runProjector, type ProjectorOptions, type RebuildOptions } from './projector.js';
export * from './reports/exchange-totals.js';
export * from './reports/flows.js';
export * from './reports/interim-care.js';
export * from './reports/intermediaries.js';
export type { Contradiction, DayReport, OnDay, PeopleRow } from './reports/on-day.js';
export { InvalidPeriod } from './reports/period.js';
export * from './reports/rehabilitation.js';
export * from './reports/series.js';
export * from './reports/stages.js';
export { sourceEntries, statementEntries, type RestingEntry } from './sources/source-entries.js';
export type { SourceGrade } from './sources/source-row.js';
export * from './sources/sources.js';
export { statementList } from './sources/statement-list.js';
export { sourceWithdrawal, type AtStake, type FileAtStake } from './sources/withdrawal.js';
export type { FileName } from './streams/files.js';
export { sourceOfEntry } from './streams/known-entry.js';
export type { Stamp } from './streams/stream-row.js';
