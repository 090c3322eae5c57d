import { hash } from 'node:crypto';
import { alertHandlings } from '../alerts/handling-row.js';
import { assessments } from '../assessments/assessment-row.js';
import { claims, type ClaimRow } from '../claims/claim-row.js';
import { totals, type TotalRow } from '../claims/total-row.js';
import { flowBlocks, type FlowBlockRow } from '../clocks/flow-blocks.js';
import { moments, type MomentRow } from '../clocks/moments.js';
import { balances, type BalanceRow } from '../cohorts/balances.js';
import { cohorts, type CohortRow } from '../cohorts/cohort-row.js';
import { contradictions, type ContradictionRow } from '../cohorts/contradictions.js';
import { earlierDays, type EarlierDayRow } from '../cohorts/earlier-days.js';
import { standingFlows, type StandingFlowRow } from '../cohorts/standing-flows.js';
import { dayFlows, inexactCohorts, type DayFlowRow, type InexactCohortRow } from '../cohorts/day-flows.js';
import { entries, type EntryRow } from '../cohorts/entries.js';
import { movements, type MovementRow } from '../cohorts/movements.js';
import { disagreements, type DisagreementRow } from '../exchanges/disagreements.js';
import { exchanges, type ExchangeRow } from '../exchanges/exchange-row.js';
import { exchangeLines, type ExchangeLineRow } from '../exchanges/exchange-lines.js';
import { exchangeIntermediaries, type ExchangeIntermediaryRow } from '../exchanges/exchange-intermediaries.js';
import { handovers, type HandoverRow } from '../exchanges/handovers.js';
import { imports, type ImportRow } from '../imports/import-row.js';
import { pathways } from '../pathways/pathway-row.js';
import { sources, type SourceRow } from '../sources/source-row.js';
import { statements, type StatementRow } from '../sources/statement-row.js';
import type { StreamRow } from '../streams/stream-row.js';
import { REPORTING_VIEWS } from '../reporting/views.js';
import { table, type Table } from './table.js';

/** Which read models a generation holds, and how far they have come. One row. */
export interface GenerationRow {
  id: 1;
  checkpoint: string | null;
  /** Versions of the projections that made the rows, JSON. */
  versions: string;
  /** What the tables look like: rows of another shape cannot be read. */
  shape: string;
}

const generation = table<GenerationRow>({
  name: 'generation',
  columns: { id: 'integer', checkpoint: 'text', versions: 'text', shape: 'text' },
  key: ['id'],
});

/** The rows of every table, as Kysely wants to know them. */
export interface Tables {
  generation: GenerationRow;
  moments: MomentRow;
  entries: EntryRow;
  movements: MovementRow;
  earlier_days: EarlierDayRow;
  cohorts: CohortRow;
  balances: BalanceRow;
  contradictions: ContradictionRow;
  day_flows: DayFlowRow;
  standing_flows: StandingFlowRow;
  flow_blocks: FlowBlockRow;
  inexact_cohorts: InexactCohortRow;
  exchanges: ExchangeRow;
  exchange_lines: ExchangeLineRow;
  exchange_intermediaries: ExchangeIntermediaryRow;
  handovers: HandoverRow;
  disagreements: DisagreementRow;
  claims: ClaimRow;
  totals: TotalRow;
  sources: SourceRow;
  statements: StatementRow;
  assessments: StreamRow;
  imports: ImportRow;
  pathways: StreamRow;
  alert_handlings: StreamRow;
}

export type TableName = keyof Tables;

export const TABLES: { readonly [Name in TableName]: Table<any> } = {
  generation,
  moments,
  entries,
  movements,
  earlier_days: earlierDays,
  cohorts,
  balances,
  contradictions,
  day_flows: dayFlows,
  standing_flows: standingFlows,
  flow_blocks: flowBlocks,
  inexact_cohorts: inexactCohorts,
  exchanges,
  exchange_lines: exchangeLines,
  exchange_intermediaries: exchangeIntermediaries,
  handovers,
  disagreements,
  claims,
  totals,
  sources,
  statements,
  assessments,
  imports,
  pathways,
  alert_handlings: alertHandlings,
};

/** Differs whenever a table or a view does. */
export const SHAPE = hash(
  'sha256',
  JSON.stringify([Object.values(TABLES).map(({ name, columns, key }) => [name, columns, key]), REPORTING_VIEWS]),
);
