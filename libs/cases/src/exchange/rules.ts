import type { Line } from './events.js';
import { Rejected } from '../refusals.js';
import type { Exchange, KnownExchange } from './exchange.js';
import type { LineChoice } from './commands/exchange-fields.js';

export function knownExchange(exchange: Exchange, id: string): KnownExchange {
  if (exchange.status === 'unknown') throw new Rejected('exchange-not-found', { exchangeId: id });
  return exchange;
}

/** The line that a choice means: that of a leg, or as it was said. */
export function lineOf(exchange: KnownExchange, { leg, powerOfOrigin, category, terms }: LineChoice): Line {
  if (leg === undefined || leg === null) {
    return { powerOfOrigin: powerOfOrigin!, category: category ?? null, terms: terms ?? null };
  }
  const named = exchange.legs.find((one) => one.leg === leg);
  if (named === undefined) throw new Rejected('leg-not-found', { leg, legs: exchange.legs.length });
  return { powerOfOrigin: named.powerOfOrigin, category: named.category, terms: named.terms };
}
