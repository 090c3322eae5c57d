import type { Position } from '#eventsourcing';
import type { Outcome, PlannedRow } from '../planning/planned-row.js';

/** What became of a row. */
export interface RowReport {
  readonly planned: PlannedRow;
  /** True where it is in the log now and was not before. */
  readonly applied: boolean;
}

/** What became of a table. */
export interface Summary {
  readonly importId: string;
  /**
   * - `checked`: nothing was to be recorded.
   * - `applied`: what could be recorded is.
   * - `refused`: all was to be recorded or nothing, and something could not be.
   * - `reversed`: as `refused`, but it came out while rows were recorded; they were taken back.
   */
  readonly status: 'checked' | 'applied' | 'refused' | 'reversed';
  readonly rows: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Rows recorded now. */
  readonly applied: number;
  /** Read with `after` this position to see them; null where nothing was recorded. */
  readonly position: Position | null;
}

/** Comes once a row while an import runs, and once at its end. */
export type ImportReport = RowReport | { readonly summary: Summary };

/** Counts rows while they go by. */
export class Counting {
  rows = 0;
  applied = 0;
  readonly outcomes: Record<Outcome, number> = { new: 0, unchanged: 0, amended: 0, conflict: 0, invalid: 0 };

  add({ planned, applied }: RowReport): void {
    this.rows += 1;
    this.outcomes[planned.outcome] += 1;
    if (applied) this.applied += 1;
  }

  /** Whether a row came by that cannot be recorded. */
  get refusing(): boolean {
    return this.outcomes.invalid + this.outcomes.conflict > 0;
  }
}
