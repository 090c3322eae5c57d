import { dayFlows, type DayFlowRow } from '../cohorts/day-flows.js';
import { table } from '../database/table.js';

/** What a stretch of the log changed in the flows of all days: what they were earlier is added up from these. */
export interface FlowBlockRow extends DayFlowRow {
  /** Log position of its last entry; it begins after the block before. */
  until: string;
}

declare module '../database/tables.js' {
  interface Tables {
    flow_blocks: FlowBlockRow;
  }
}

export const flowBlocks = table<FlowBlockRow>({
  name: 'flow_blocks',
  columns: { until: 'text', ...dayFlows.columns },
  key: ['until', ...dayFlows.key],
});
