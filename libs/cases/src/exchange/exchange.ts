import type { Entry, Model } from '#eventsourcing';
import type { Figure } from '../values/figure.js';
import { lineKey, type ExchangeEvent, type Leg } from './events.js';

/** Prisoners and civilians changing hands at one time and place. */
export type Exchange =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'planned' | 'recorded' | 'aborted';
      readonly id: string;
      /** Empty until it is recorded. */
      readonly legs: readonly Leg[];
      /** The newest decision for each line, by `lineKey`. */
      readonly accepted: ReadonlyMap<string, Figure>;
    };

export const exchange: Model<Exchange, ExchangeEvent> = {
  category: 'exchange',
  initial: { status: 'unknown' },
  evolve,
};

function evolve(state: Exchange, event: Entry<ExchangeEvent>): Exchange {
  const known = state.status === 'unknown' ? undefined : state;
  switch (event.type) {
    case 'ExchangePlanned':
      return { status: 'planned', id: event.data.exchangeId, legs: [], accepted: new Map() };
    case 'ExchangeRecorded':
      return {
        status: 'recorded',
        id: event.data.exchangeId,
        legs: event.data.legs,
        accepted: known?.accepted ?? new Map(),
      };
    case 'ExchangeAborted':
      return known === undefined ? state : { ...known, status: 'aborted' };
    case 'ExchangeReported':
      return state;
    case 'FigureAccepted':
      return known === undefined
        ? state
        : { ...known, accepted: new Map(known.accepted).set(lineKey(event.data.line), event.data.people) };
  }
}
