import type { ImportReport, PlannedRow, Summary } from '#imports';

/** What is told of a row, by this process or by a server. */
export interface ToldRow extends Pick<PlannedRow, 'row' | 'key' | 'outcome' | 'differences' | 'leftOut'> {
  readonly errors: readonly { readonly column: string | null; readonly code: string; readonly detail: string }[];
  /** Names of the commands that it would do. */
  readonly does: readonly string[];
  /** How much of the table is read, from 0 to 1. */
  readonly done: number;
  /** True where it is recorded now and was not before. */
  readonly applied: boolean;
}

/** Comes once a row, and once at the end. */
export type Told = ToldRow | { readonly summary: Summary };

/** An import's own reports, as they are printed. */
export async function* toldOf(reports: AsyncIterable<ImportReport>): AsyncGenerator<Told> {
  for await (const report of reports) {
    if ('summary' in report) yield report;
    else {
      const { planned, applied } = report;
      yield { ...planned, does: planned.does.map(({ useCase }) => useCase.command.name), applied };
    }
  }
}
