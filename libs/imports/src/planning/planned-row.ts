import type { Difference } from '../comparing/comparison.js';
import type { ImportStep } from '../layouts/import-step.js';
import type { LeftOut, RowError } from '../values/row-cells.js';

/**
 * What a row would do.
 * - `new`: it is recorded.
 * - `unchanged`: it is recorded already, as it is.
 * - `amended`: what is recorded says something else; the row's steps say it beside, if they are accepted.
 * - `conflict`: it cannot be, in the light of what is recorded.
 * - `invalid`: it cannot be read.
 */
export type Outcome = 'new' | 'unchanged' | 'amended' | 'conflict' | 'invalid';

export interface PlannedRow {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  /** What the row is about; null where that cannot be read. */
  readonly key: string | null;
  readonly outcome: Outcome;
  readonly errors: readonly RowError[];
  readonly differences: readonly Difference[];
  /** What the row says and has no place here: it is not recorded. */
  readonly leftOut: readonly LeftOut[];
  /** What it would do, in the order of doing; empty for a row that does nothing. */
  readonly does: readonly PlannedStep[];
  /** How much of the file is read, from 0 to 1. */
  readonly done: number;
}

export interface PlannedStep extends ImportStep {
  readonly commandId: string;
}

/** What a row would do, or why it is not recorded, for somebody else's eyes. */
export interface ToldRow extends Pick<PlannedRow, 'row' | 'key' | 'outcome' | 'differences' | 'leftOut'> {
  readonly errors: readonly Omit<RowError, 'row'>[];
  readonly does: readonly ToldStep[];
}

/** A command that a row would give. */
export interface ToldStep {
  /** The command's name, e.g. `RecordExchange`. */
  readonly command: string;
  /** The id of what it would act on, or would make. */
  readonly target: string;
  readonly body: object;
}

export function toJson({ row, key, outcome, errors, differences, leftOut, does }: PlannedRow): ToldRow {
  const steps = does.map(({ useCase, target, command }) => ({ command: useCase.command.name, target, body: command }));
  return { row, key, outcome, errors: errors.map(({ row: _, ...error }) => error), differences, leftOut, does: steps };
}
