import type { Entry, Model } from '#eventsourcing';

/** What an alert can say. None of it is an accusation: somebody should ask. */
export const ALERT_KINDS = [
  'overdue-in-stage',
  'expected-arrival-passed',
  'handover-not-acknowledged',
  'not-confirmed',
  'figure-not-stated',
  'reports-disagree',
  'accepted-figure-differs',
  'no-basis',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

interface Of<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** Somebody has taken it in hand. It is shown as such until what caused it is gone. */
export type AlertAcknowledged = Of<'AlertAcknowledged', { readonly alertId: string; readonly reason: string }>;
/** It is not shown until a day. */
export type AlertSnoozed = Of<
  'AlertSnoozed',
  { readonly alertId: string; readonly until: string; readonly reason: string }
>;

export type AlertEvent = AlertAcknowledged | AlertSnoozed;

/** What was decided about an alert. The alert itself is worked out from the case and the clock, never stored. */
export interface AlertHandling {
  readonly acknowledged: boolean;
  /** `YYYY-MM-DD`. */
  readonly snoozedUntil: string | null;
}

export const alert: Model<AlertHandling, AlertEvent> = {
  category: 'alert',
  initial: { acknowledged: false, snoozedUntil: null },
  evolve: (_, event: Entry<AlertEvent>) =>
    event.type === 'AlertAcknowledged'
      ? { acknowledged: true, snoozedUntil: null }
      : { acknowledged: false, snoozedUntil: event.data.until },
};
