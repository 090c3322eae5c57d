import { table } from './table.js';

/** Which read models a generation holds, and how far they have come. One row. */
export interface GenerationRow {
  id: 1;
  checkpoint: string | null;
  /** Versions of the read models that made the rows, JSON. */
  versions: string;
  /** What the tables look like: rows of another shape cannot be read. */
  shape: string;
}

export const generation = table<GenerationRow>({
  name: 'generation',
  columns: { id: 'integer', checkpoint: 'text', versions: 'text', shape: 'text' },
  key: ['id'],
});

/**
 * The rows of every table, as Kysely wants to know them. A read model adds its own where it says what its rows are
 * (`declare module`), so that this machine need not know any; `read-models.ts` lists the tables themselves.
 */
export interface Tables {
  generation: GenerationRow;
}

export type TableName = keyof Tables;
