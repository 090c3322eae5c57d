import type { KnownExchange, Leg } from '#cases';
import type { CommandAnswer, StateAt } from '#http';

/** An exchange after a command: as it is shown, but for the claims side by side. */
export interface ExchangeState extends StateAt {
  readonly id: string;
  readonly status: KnownExchange['status'];
  /** Empty until it is recorded. */
  readonly legs: readonly Leg[];
}

/** There is no exchange of this id. */
export interface NoExchange extends StateAt {
  readonly status: 'unknown';
}

/** What a command about an exchange is answered with. */
export interface ExchangeAnswer extends CommandAnswer {
  readonly exchange: ExchangeState;
}
