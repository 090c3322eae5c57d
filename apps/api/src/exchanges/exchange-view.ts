import type { Exchange } from '#cases';
import type { StateAt, StateView } from '#http';
import type { ExchangeState, NoExchange } from './exchange-answers.js';

/** An exchange as `GET /exchanges/{id}` shows it, but for the claims side by side. */
export const EXCHANGE: StateView<Exchange, 'exchange', ExchangeState | NoExchange> = {
  collection: 'exchanges',
  member: 'exchange',
  view: exchangeView,
};

function exchangeView(state: Exchange, at: StateAt): ExchangeState | NoExchange {
  if (state.status === 'unknown') return { ...at, status: state.status };
  const { id, status, legs } = state;
  return { id, status, ...at, legs };
}
