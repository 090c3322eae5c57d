import type { Category, ExitKind, Service, Stage, Terms } from '#cases/model';

/** The words of one language. Codes never change: a word stands beside its code, not in its place. */
export interface Wording {
  readonly stage: Readonly<Record<Stage, string>>;
  readonly category: Readonly<Record<Category, string>>;
  readonly terms: Readonly<Record<Terms, string>>;
  readonly exit: Readonly<Record<ExitKind, string>>;
  readonly service: Readonly<Record<Service, string>>;
  readonly exchange: Readonly<Record<'planned' | 'recorded' | 'aborted' | 'withdrawn', string>>;
  /** Parts of a report that are told apart: what counts, and what could not be counted as it was said. */
  readonly section: Readonly<Record<'counted' | 'contradiction', string>>;
  readonly figure: {
    readonly about: (value: string) => string;
    readonly atLeast: (value: string) => string;
    readonly atMost: (value: string) => string;
    readonly between: (low: string, high: string) => string;
    readonly notStated: string;
    readonly withheld: string;
    /** Parts of a sum that its estimate is without: none of them is stated. */
    readonly without: (count: number) => string;
    /** The same, some of them given in bounds. */
    readonly withoutEstimate: (count: number) => string;
  };
  /** What dates make of a figure. */
  readonly dates: Readonly<Record<'range', string>>;
  /** What columns and sheets that a format adds are called. */
  readonly term: {
    readonly low: string;
    readonly high: string;
    readonly estimate: string;
    readonly name: string;
    readonly report: string;
    readonly manifest: string;
    readonly rows: string;
    readonly position: string;
    readonly notStatedIn: string;
    readonly cannotBeShown: string;
  };
}
