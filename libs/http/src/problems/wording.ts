/** What a rule saw. */
export type Facts = Readonly<Record<string, any>>;

/** What a refusal of a rule is called, and how its facts read. */
export interface Wording {
  readonly title: string;
  readonly detail?: (facts: Facts) => string;
  /** 409 unless said otherwise. */
  readonly status?: number;
}

/** By the refusals' codes. */
export type Wordings = Readonly<Record<string, Wording>>;
