import { addDays } from '#cases';
import type { Answer } from '../answer.js';
import { answered } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { alertId } from './alert-id.js';
import { raisedOn, watchingFor, type AlertFilter } from './alerts.js';
import { Handlings, isHandledAs, NOT_HANDLED, type Handling } from './handling.js';
import type { Raised } from './raised.js';

/** What alerts can be counted by. */
export const ALERT_COUNTS = ['kind', 'handled', 'owner'] as const;
export type AlertCountedBy = (typeof ALERT_COUNTS)[number];

/** How many alerts have something in common. */
export interface AlertCount {
  /** The kind, how they are handled, or who has them in hand; null for those that nobody has. */
  readonly value: string | null;
  readonly alerts: number;
  /** How many cohorts and exchanges they are about. */
  readonly files: number;
  /** The first day on which the oldest of them held. */
  readonly oldest: string;
}

export interface AlertCounts extends Answer {
  /** The most first. */
  readonly rows: readonly AlertCount[];
}

/** Counts the alerts that a list by the same filters would show. */
export async function alertCounts(models: ReadModels, by: AlertCountedBy, query: AlertFilter): Promise<AlertCounts> {
  return models.read(async (reading) => {
    const watching = await watchingFor(reading, query);
    const { today, known } = watching;
    const latest = addDays(today, -(query.minDays ?? 0));
    const handlings = await Handlings.read(reading, known);
    const found = (await raisedOn(reading, watching))
      .filter(({ kind, since }) => (query.kind === undefined || kind === query.kind) && since <= latest)
      .map((raised) => ({
        raised,
        handling: handlings.size > 0 ? handlings.of(alertId(raised, raised.subject), raised.since, today) : NOT_HANDLED,
      }))
      .filter(({ handling }) => isHandledAs(handling, query));
    const rows = [...Map.groupBy(found, (one) => VALUES[by](one.raised, one.handling))].map(([value, among]) => ({
      value,
      alerts: among.length,
      files: new Set(among.map(({ raised: { subject } }) => JSON.stringify(subject))).size,
      oldest: among.map(({ raised }) => raised.since).sort()[0]!,
    }));
    return {
      ...answered(reading, known),
      rows: rows.sort((a, b) => b.alerts - a.alerts || ((a.value ?? '') < (b.value ?? '') ? -1 : 1)),
    };
  });
}

const VALUES: { readonly [By in AlertCountedBy]: (raised: Raised, handling: Handling) => string | null } = {
  kind: ({ kind }) => kind,
  handled: (_, { handled }) => handled,
  owner: (_, { owner }) => owner,
};
