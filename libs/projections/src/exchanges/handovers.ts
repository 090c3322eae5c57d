import { table } from '../database/table.js';

/** Which leg an entry of a case file is about: handovers, and their acknowledgements. */
export interface HandoverRow {
  entry_id: string;
  exchange: string;
  leg: number;
  /** For an acknowledgement 1. */
  acknowledges: number;
}

export const handovers = table<HandoverRow>({
  name: 'handovers',
  columns: { entry_id: 'text', exchange: 'text', leg: 'integer', acknowledges: 'integer' },
  key: ['entry_id'],
});
