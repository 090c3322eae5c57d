import type { Answer, ReadModels } from '#projections';
import type { ReportTable } from './table.js';

export type Class<T extends object = object> = new () => T;

/** Who may read: the roles of tokens. */
export type Reader = 'caseworker' | 'auditor' | 'reporter' | 'administrator';

/** Who may read what tells of nobody by name. */
export const READERS: readonly Reader[] = ['caseworker', 'auditor', 'reporter'];

/** What a query holds besides its parameters. */
interface Asked {
  /** Where the path names something: its id. */
  readonly id: string;
  /** The roles of the person or program that asks. */
  readonly roles: readonly Reader[];
}

/** Something that can be asked of the read models: its address, who may ask, what may be asked, and the function that answers. */
export interface Read<Query extends object = any, Result extends Answer = any> {
  /** Under `/api/v1`: `cohorts/:id/entries`. */
  readonly path: string;
  /** Where the API's description puts it, and what it calls it: `Cohorts.entries`. */
  readonly tag: string;
  readonly operation: string;
  /** What it tells, in one sentence. */
  readonly about: string;
  readonly readers: readonly Reader[];
  /** The parameters; where the path names something, its `id` besides. */
  readonly query: Class<Query>;
  /**
   * Undefined says that there is no such thing.
   * @param today `YYYY-MM-DD`
   */
  readonly answer: (models: ReadModels, query: Query & Asked, today: string) => Promise<Result | undefined>;
  /** True where different people are answered differently. */
  readonly isPersonal?: boolean;
  /**
   * True for one thing of which there is less to look at than it costs to ask about it again: whether a client has its answer
   * already is told by what it says, so that what is written about others does not make it another one.
   */
  readonly isToldByContent?: boolean;
  /** As a file; left out for what is one thing, and no table. */
  readonly table?: ReportTable<Result>;
  /** What the path's id names, for `cohort-not-found`. */
  readonly kind?: string;
  /** It looks at everything there is: commands need not wait for it. */
  readonly mayTakeLong: boolean;
}
