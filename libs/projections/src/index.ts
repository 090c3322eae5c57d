export { InvalidCursor, MAX_LIMIT, type Answer, type Page, type Paging } from './answer.js';
export * from './cohorts/case-file.js';
export * from './cohorts/cohort-list.js';
export { cohortStatus, type AsOf, type Balance, type CohortStatus } from './cohorts/cohort-status.js';
export { ReadDatabase } from './database/read-database.js';
export { ReadModels } from './database/read-models.js';
export {
  EXCHANGE_SORTS,
  exchangeFile,
  exchangeList,
  type Claim,
  type Decision,
  type ExchangeFile,
  type ExchangeLeg,
  type ExchangeQuery,
  type ExchangeStatus,
  type ExchangeSummary,
  type LineFile,
} from './exchanges/exchanges.js';
export * from './projector.js';
export * from './reports/exchange-totals.js';
export * from './reports/flows.js';
export * from './reports/interim-care.js';
export * from './reports/intermediaries.js';
export type { Contradiction, DayReport, OnDay, PeopleRow, Summed } from './reports/on-day.js';
export * from './reports/rehabilitation.js';
export * from './reports/series.js';
export * from './reports/stages.js';
