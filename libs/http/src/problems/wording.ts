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

/** The one refusal that is not the domain's. */
export const WORDING: Wordings = {
  'key-reused': {
    title: 'This Idempotency-Key came with another request before',
    detail: () => 'The same key stands for the same request. Send a new key with a new request.',
    status: 422,
  },
};
