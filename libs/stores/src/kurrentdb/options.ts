import type { StoreUnavailable } from '#eventsourcing';

/** How the store talks to its server. All times are in milliseconds. */
export interface KurrentDbOptions {
  /**
   * The categories that Homeward's streams have (`cohort` for `cohort-<id>`). With them the server sends nothing else
   * from its log; without them, everything but its own system events.
   */
  readonly categories?: readonly string[];
  /** Told when the server no longer answers or refuses us, with the reason, and with nothing when all is well again. */
  readonly onChange?: (problem: StoreUnavailable | undefined) => void;
  /** How long one call may go unanswered. */
  readonly callTimeout?: number;
  /** How long an append or a read is tried again before it is `StoreUnavailable`. */
  readonly patience?: number;
  /** The first pause before trying again; it doubles up to `maxRetryDelay`. */
  readonly retryDelay?: number;
  readonly maxRetryDelay?: number;
  /** Events a read asks for at once. */
  readonly pageSize?: number;
  /** Events a follower keeps waiting before it holds the server back. */
  readonly highWaterMark?: number;
}

export type Settings = Required<KurrentDbOptions>;

export function toSettings(options: KurrentDbOptions): Settings {
  return {
    categories: [],
    onChange: () => {},
    callTimeout: 5_000,
    patience: 15_000,
    retryDelay: 50,
    maxRetryDelay: 2_000,
    pageSize: 500,
    highWaterMark: 1_000,
    ...options,
  };
}
