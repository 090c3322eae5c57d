import type { Position } from '#eventsourcing';
import type { Reading } from '../database/reading.js';
import { keptOf } from '../streams/folds.js';
import { heldAt } from '../streams/version.js';
import { handlingStreams, type AlertDecision } from './handling-row.js';

export const HANDLED_STATES = ['open', 'acknowledged', 'snoozed'] as const;
export type HandledState = (typeof HANDLED_STATES)[number];

/** What was decided about an alert. */
export interface Handling {
  readonly handled: HandledState;
  /** Who took it in hand or put it aside; null where it is open, and nobody's. */
  readonly owner: string | null;
  /** `YYYY-MM-DD`: the day on which it is shown again; null where it is not put aside. */
  readonly snoozedUntil: string | null;
  /** The oldest first. */
  readonly decisions: readonly AlertDecision[];
}

/** Whether an alert is handled as it is asked for: by default open or taken in hand, and not put aside. */
export function isHandledAs(
  handling: Handling,
  { handled, owner }: { readonly handled?: HandledState; readonly owner?: string },
): boolean {
  return (
    (handled === undefined ? handling.handled !== 'snoozed' : handling.handled === handled) &&
    (owner === undefined || handling.owner === owner)
  );
}

export const NOT_HANDLED: Handling = { handled: 'open', owner: null, snoozedUntil: null, decisions: [] };

/** What was decided about alerts: few of them, so that all are read at once. */
export class Handlings {
  private constructor(private readonly byId: ReadonlyMap<string, readonly AlertDecision[]>) {}

  /** @param known left out: what is decided now */
  static async read(reading: Reading, known?: Position): Promise<Handlings> {
    const rows = await reading.db.selectFrom('alert_handlings').select(['id', 'fold']).where(heldAt(known)).execute();
    const folds = await keptOf(reading, handlingStreams, rows, known);
    return new Handlings(new Map(rows.map(({ id }, index) => [id, folds[index]!.fold.decisions])));
  }

  /** How many alerts somebody decided about, now or before. */
  get size(): number {
    return this.byId.size;
  }

  /**
   * How an alert stands on a day. What was decided before it began was about an earlier one of the same kind, which has
   * ended since: this one is open.
   */
  of(id: string, since: string, today: string): Handling {
    const decisions = this.byId.get(id);
    const newest = decisions?.at(-1);
    if (decisions === undefined || newest === undefined) return NOT_HANDLED;
    const snoozedUntil = newest.until !== null && newest.until > today ? newest.until : null;
    const holds = newest.recordedAt.slice(0, since.length) >= since;
    if (!holds || (newest.until !== null && snoozedUntil === null)) return { ...NOT_HANDLED, decisions };
    return {
      handled: newest.until === null ? 'acknowledged' : 'snoozed',
      owner: newest.actor,
      snoozedUntil,
      decisions,
    };
  }
}
