import type { UseCase } from '#eventsourcing';

/** A command that a row asks for. */
export interface ImportStep {
  readonly useCase: UseCase<any>;
  /** What it acts on, or creates. */
  readonly target: string;
  readonly command: object;
  /** Which column a member of the command comes from, by RFC 6901 pointer; a longer pointer belongs to the longest of these. */
  readonly columns: Readonly<Record<string, string>>;
}

/** A row as the thing that it states. */
export interface Stated {
  /** The row's stable key: rows with the same key are about the same thing. */
  readonly key: string;
  /** What records it where nothing is recorded yet. The first step creates what the others act on. */
  readonly steps: readonly [ImportStep, ...ImportStep[]];
}
