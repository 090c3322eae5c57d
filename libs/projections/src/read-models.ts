import { alertHandlings } from './alerts/handling-row.js';
import { assessments } from './assessments/assessment-row.js';
import { claims } from './claims/claim-row.js';
import { totals } from './claims/total-row.js';
import { flowBlocks } from './clocks/flow-blocks.js';
import { moments } from './clocks/moments.js';
import { balances } from './cohorts/balances.js';
import { cohorts } from './cohorts/cohort-row.js';
import { contradictions } from './cohorts/contradictions.js';
import { dayFlows } from './cohorts/day-flows.js';
import { entries } from './cohorts/entries.js';
import { movements } from './cohorts/movements.js';
import { standingFlows } from './cohorts/standing-flows.js';
import { ReadDatabase } from './database/read-database.js';
import { ReadModels } from './database/reading.js';
import { schemaOf } from './database/schema.js';
import { peopleBlocks, peopleByDay, peopleByMonth, peopleChanges } from './days/people-changes.js';
import { decidedLines } from './exchanges/decided-lines.js';
import { disagreements } from './exchanges/disagreements.js';
import { exchangeIntermediaries } from './exchanges/exchange-intermediaries.js';
import { exchangeLines } from './exchanges/exchange-lines.js';
import { exchanges } from './exchanges/exchange-row.js';
import { handovers } from './exchanges/handovers.js';
import { imports } from './imports/import-row.js';
import { observations } from './observations/observation-row.js';
import { pathways } from './pathways/pathway-row.js';
import { REPORTING_VIEWS } from './reporting/views.js';
import { sources } from './sources/source-row.js';
import { statements } from './sources/statement-row.js';

/** The table of contents: every table and view of the read database, and what its read models are at. */
export const SCHEMA = schemaOf({
  tables: {
    moments,
    entries,
    movements,
    cohorts,
    balances,
    contradictions,
    day_flows: dayFlows,
    standing_flows: standingFlows,
    flow_blocks: flowBlocks,
    people_changes: peopleChanges,
    people_by_day: peopleByDay,
    people_by_month: peopleByMonth,
    people_blocks: peopleBlocks,
    exchanges,
    exchange_lines: exchangeLines,
    exchange_intermediaries: exchangeIntermediaries,
    handovers,
    disagreements,
    decided_lines: decidedLines,
    claims,
    totals,
    sources,
    statements,
    assessments,
    imports,
    observations,
    pathways,
    alert_handlings: alertHandlings,
  },
  views: REPORTING_VIEWS,
  // Raised whenever the same events would give other rows: a projector that starts then builds all of them again.
  versions: {
    cohorts: 15,
    exchanges: 7,
    claims: 4,
    sources: 2,
    assessments: 2,
    observations: 1,
    pathways: 2,
    imports: 1,
    alerts: 2,
  },
});

/** Opens the read database to write to it. @param options.folder made where it does not exist */
export function openReadDatabase({ folder }: { readonly folder: string }): Promise<ReadDatabase> {
  return ReadDatabase.open(folder, SCHEMA);
}

/** Opens the read database to read from it. @param options.folder where it is kept; it may still be empty */
export function openReadModels({ folder }: { readonly folder: string }): ReadModels {
  return new ReadModels(folder, SCHEMA);
}
