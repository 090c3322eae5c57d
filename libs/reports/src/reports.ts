import { alert, alertCountList, alerts } from './alerts.js';
import { caseFile, cohortComparison } from './case-file.js';
import { cohort, cohorts } from './cohorts.js';
import { entry, timeline } from './entries.js';
import { exchangeTotals } from './exchange-totals.js';
import { exchange, exchanges } from './exchanges.js';
import { flows } from './flows.js';
import { heldPopulations } from './held-populations.js';
import { interimCare } from './interim-care.js';
import { intermediaries } from './intermediaries.js';
import type { Read } from './making/read.js';
import type { Report } from './making/report.js';
import { pathway, pathways } from './pathways.js';
import { places } from './places.js';
import { claim, claims } from './population-claims.js';
import { total, totals } from './published-totals.js';
import { reconciliation } from './reconciliation.js';
import { rehabilitation } from './rehabilitation.js';
import { series } from './series.js';
import { source, sourceEntries, sources, sourceWithdrawal, statementEntries } from './sources.js';
import { stages } from './stages.js';
import { observations } from './observations.js';
import { statement, statements } from './statements.js';
import { sync } from './sync.js';

/** Every report there is. */
export const REPORTS: readonly Report[] = [
  stages,
  interimCare,
  rehabilitation,
  flows,
  series,
  exchangeTotals,
  intermediaries,
  heldPopulations,
  reconciliation,
];

/** Every list of what there is, and what is told of one thing. */
export const LISTS: readonly Read[] = [
  cohorts,
  cohort,
  caseFile,
  cohortComparison,
  exchanges,
  exchange,
  sources,
  source,
  sourceEntries,
  sourceWithdrawal,
  statements,
  statementEntries,
  observations,
  statement,
  claims,
  claim,
  totals,
  total,
  pathways,
  pathway,
  alerts,
  alertCountList,
  alert,
  entry,
  timeline,
  places,
  sync,
];

/** Everything that can be asked of the read models. */
export const READS: readonly Read[] = [...REPORTS.flatMap((report) => [report, report.comparison]), ...LISTS];
