import type { Entry, Model } from '#eventsourcing';
import type { CaseFacts } from '../cohort/events.js';
import type { EdtfDate } from '../values/edtf.js';
import type { Figure } from '../values/figure.js';
import type { StatedBasis } from '../values/stated-basis.js';
import { lineKey, type ExchangeEvent, type Leg, type Line } from './events.js';

/** Prisoners and civilians changing hands at one time and place. */
export type Exchange = { readonly status: 'unknown' } | KnownExchange;

export interface KnownExchange {
  /** `withdrawn`: its record was retracted; it can be planned or recorded again. */
  readonly status: 'planned' | 'recorded' | 'aborted' | 'withdrawn';
  readonly id: string;
  readonly occurredOn: EdtfDate | null;
  readonly basis: StatedBasis | null;
  /** Empty until it is recorded. */
  readonly legs: readonly Leg[];
  /** Every cohort that was ever in a leg of it, also where that was taken back. */
  readonly cohorts: readonly string[];
  /** The decision that counts for each line, by `lineKey`. */
  readonly accepted: ReadonlyMap<string, Figure>;
  readonly entries: readonly ExchangeEntry[];
}

/** A line of the exchange's file. */
export interface ExchangeEntry {
  readonly id: string;
  readonly type: ExchangeEvent['type'];
  readonly retracted: boolean;
  /** What it decided, if it was a decision. */
  readonly decision: { readonly line: Line; readonly people: Figure } | null;
}

export const exchange: Model<Exchange, ExchangeEvent> = {
  category: 'exchange',
  initial: { status: 'unknown' },
  evolve,
};

function evolve(state: Exchange, event: Entry<ExchangeEvent>): Exchange {
  if (state.status === 'unknown') {
    return event.type === 'ExchangePlanned' || event.type === 'ExchangeRecorded'
      ? known(event, {
          status: 'planned',
          id: event.data.exchangeId,
          occurredOn: null,
          basis: null,
          legs: [],
          cohorts: [],
          accepted: new Map(),
          entries: [],
        })
      : state;
  }
  return known(event, state);
}

function known(event: Entry<ExchangeEvent>, state: KnownExchange): KnownExchange {
  const decision = event.type === 'FigureAccepted' ? event.data : null;
  const entries = [...state.entries, { id: event.id, type: event.type, retracted: false, decision }];
  switch (event.type) {
    case 'ExchangePlanned':
      return { ...state, entries, ...dated(event), status: 'planned' };
    case 'ExchangeReported':
      return { ...state, entries };
    case 'ExchangeRecorded':
      return {
        ...state,
        entries,
        ...dated(event),
        status: 'recorded',
        legs: event.data.legs,
        cohorts: withCohorts(state, event.data.legs),
      };
    case 'ExchangeAmended': {
      const terms = new Map(event.data.amendments.terms?.map((one) => [one.leg, one.terms]));
      const legs = state.legs.map((leg) => ({ ...leg, terms: terms.get(leg.leg) ?? leg.terms }));
      return { ...state, entries, ...dated(event), legs };
    }
    case 'ExchangeAborted':
      return { ...state, entries, status: 'aborted' };
    case 'FigureAccepted':
      return { ...state, entries, accepted: decisions(entries) };
    case 'EntryRetracted': {
      const struck = entries.map((entry) => (entry.id === event.data.entryId ? { ...entry, retracted: true } : entry));
      const next = { ...state, entries: struck, accepted: decisions(struck) };
      switch (event.data.retracted) {
        case 'ExchangeAborted':
          return { ...next, status: 'planned' };
        case 'ExchangeRecorded':
        case 'ExchangePlanned':
          return { ...next, status: 'withdrawn', legs: [] };
        default:
          return next;
      }
    }
  }
}

function dated({ data: { occurredOn, basis } }: { readonly data: CaseFacts }) {
  return { occurredOn, basis };
}

function withCohorts({ cohorts }: KnownExchange, legs: readonly Leg[]): readonly string[] {
  return [...new Set([...cohorts, ...legs.map(({ cohortId }) => cohortId)])];
}

/** The newest decision of each line that stands. */
function decisions(entries: readonly ExchangeEntry[]): ReadonlyMap<string, Figure> {
  const standing = entries.filter(({ retracted }) => !retracted);
  return new Map(
    standing.flatMap(({ decision }) => (decision ? [[lineKey(decision.line), decision.people] as const] : [])),
  );
}
