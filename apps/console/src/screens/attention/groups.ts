/** What alerts are grouped by: what somebody would do about them. The most pressing comes first. */
export const KINDS = [
  'expected-arrival-passed',
  'overdue-in-stage',
  'handover-not-acknowledged',
  'not-confirmed',
  'reports-disagree',
  'accepted-figure-differs',
  'figure-not-stated',
  'no-basis',
] as const;
export type AlertKind = (typeof KINDS)[number];

interface Waiting {
  readonly kind: AlertKind;
  readonly handled: 'open' | 'acknowledged' | 'snoozed';
  readonly since: string;
}

export interface AlertGroup<Alert extends Waiting> {
  readonly kind: AlertKind;
  readonly alerts: readonly Alert[];
}

/** Alerts that nobody has handled, by what is to be done, those that wait longest first. A group of none is left out. */
export function groupsOf<Alert extends Waiting>(alerts: readonly Alert[]): AlertGroup<Alert>[] {
  const open = alerts.filter(({ handled }) => handled === 'open');
  return KINDS.map((kind) => ({
    kind,
    alerts: open.filter((alert) => alert.kind === kind).toSorted((a, b) => (a.since < b.since ? -1 : 1)),
  })).filter(({ alerts: of }) => of.length > 0);
}
