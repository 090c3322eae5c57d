import { fold } from '#eventsourcing/testing';
import { alert, type AlertEvent } from './alert.js';

const acknowledged: AlertEvent = { type: 'AlertAcknowledged', data: { alertId: 'a', reason: 'being asked' } };
const snoozed: AlertEvent = { type: 'AlertSnoozed', data: { alertId: 'a', until: '2026-02-01', reason: 'known' } };
const after = (...events: AlertEvent[]) => fold(alert, 'alert-a', events);

describe('what was decided about an alert', () => {
  it('is nothing at first', () => {
    expect(after()).toEqual({ acknowledged: false, snoozedUntil: null });
  });

  it('is what was decided last', () => {
    expect(after(acknowledged)).toEqual({ acknowledged: true, snoozedUntil: null });
    expect(after(acknowledged, snoozed)).toEqual({ acknowledged: false, snoozedUntil: '2026-02-01' });
    expect(after(snoozed, acknowledged)).toEqual({ acknowledged: true, snoozedUntil: null });
  });
});
