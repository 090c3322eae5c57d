import type { Terms } from '../src/cohort/events.js';
import type {
  ExchangeAborted,
  ExchangePlanned,
  ExchangeRecorded,
  ExchangeReported,
  FigureAccepted,
  Leg,
  Line,
} from '../src/exchange/events.js';
import { exactly, type Figure } from '../src/values/figure.js';

const UNSOURCED = { occurredOn: null, basis: null } as const;

/** A leg of Russian prisoners of war whom Ukraine hands over. */
export function leg(number: number, cohortId: string, people: Figure, terms: Terms = 'exchange'): Leg {
  const powers = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA' } as const;
  return { leg: number, cohortId, ...powers, people, terms, registered: false };
}

export function recordedExchange(
  legs: readonly Leg[] = [leg(1, 'a', exactly(146))],
  facts: Partial<ExchangeRecorded['data']> = {},
): ExchangeRecorded {
  return {
    type: 'ExchangeRecorded',
    data: { exchangeId: 'x', place: null, intermediaries: null, ...UNSOURCED, legs, ...facts },
  };
}

export function plannedExchange(legs: readonly Leg[], facts: Partial<ExchangePlanned['data']> = {}): ExchangePlanned {
  const planned = legs.map(({ registered: _, ...leg }) => leg);
  return {
    type: 'ExchangePlanned',
    data: { exchangeId: 'x', place: null, intermediaries: null, ...UNSOURCED, legs: planned, ...facts },
  };
}

export function abortedExchange(reason = 'the aircraft was lost'): ExchangeAborted {
  return { type: 'ExchangeAborted', data: { reason, ...UNSOURCED } };
}

/** Russian prisoners of war who are exchanged: the line of the leg above. */
export const LINE: Line = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };

export function accepted(people: Figure, line: Line = LINE, reason = 'both sides say so'): FigureAccepted {
  return { type: 'FigureAccepted', data: { line, people, reason, ...UNSOURCED } };
}

export function reported(people: Figure, line: Line = LINE): ExchangeReported {
  const basis = { source: 'ua-kshppv', url: null, publishedOn: null, reliability: 'F', credibility: '6' } as const;
  return { type: 'ExchangeReported', data: { figures: [{ line, people }], occurredOn: null, basis } };
}
