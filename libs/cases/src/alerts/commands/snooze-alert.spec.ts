import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import type { AlertEvent } from '../alert.js';
import { SnoozeAlert } from './snooze-alert.js';

const snoozed = (until: string): AlertEvent => ({
  type: 'AlertSnoozed',
  data: { alertId: 'a', until, reason: 'known' },
});
const snooze = (until: string, history: AlertEvent[] = []) =>
  given({ 'alert-a': history }).when(useCaseOf(SnoozeAlert), 'a', { until, reason: 'known' });

describe('snoozing an alert, on 2 January 2026', () => {
  it('puts it aside until a day', () => {
    snooze('2026-02-01').thenEvents(snoozed('2026-02-01'));
  });

  it('is nothing new where it sleeps until that day, and moves the day where it is another', () => {
    snooze('2026-02-01', [snoozed('2026-02-01')]).thenNothing();
    snooze('2026-01-10', [snoozed('2026-02-01')]).thenEvents(snoozed('2026-01-10'));
  });

  it('is refused until today, and not until tomorrow', () => {
    snooze('2026-01-02').thenRejected('day-passed', { until: '2026-01-02', today: '2026-01-02' });
    snooze('2025-12-31').thenRejected('day-passed');
    snooze('2026-01-03').thenEvents(snoozed('2026-01-03'));
  });

  it('is refused for longer than 92 days', () => {
    snooze('2026-04-04').thenEvents(snoozed('2026-04-04'));
    snooze('2026-04-05').thenRejected('snoozed-too-long', { latest: '2026-04-04' });
  });

  it('needs a day and a reason', () => {
    expect(refusedFields(SnoozeAlert, {})).toEqual(['until', 'reason']);
    expect(refusedFields(SnoozeAlert, { until: '2026-02', reason: 'known' })).toEqual(['until']);
    expect(refusedFields(SnoozeAlert, { until: '2026-02-30', reason: 'known' })).toEqual(['until']);
  });
});
