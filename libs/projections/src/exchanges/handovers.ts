import { table } from '../database/table.js';

/** Which exchange an entry of a case file is about: handovers, and their acknowledgements. */
export interface HandoverRow {
  entry_id: string;
  exchange: string;
}

declare module '../database/tables.js' {
  interface Tables {
    handovers: HandoverRow;
  }
}

export const handovers = table<HandoverRow>({
  name: 'handovers',
  columns: { entry_id: 'text', exchange: 'text' },
  key: ['entry_id'],
});
