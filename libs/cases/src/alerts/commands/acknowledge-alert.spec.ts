import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import type { AlertEvent } from '../alert.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';

const ACKNOWLEDGED: AlertEvent = { type: 'AlertAcknowledged', data: { alertId: 'a', reason: 'being asked' } };
const SNOOZED: AlertEvent = { type: 'AlertSnoozed', data: { alertId: 'a', until: '2026-02-01', reason: 'known' } };
const acknowledge = (history: AlertEvent[] = []) =>
  given({ 'alert-a': history }).when(useCaseOf(AcknowledgeAlert), 'a', { reason: 'being asked' });

describe('acknowledging an alert', () => {
  it('says what is being done', () => {
    acknowledge().thenEvents(ACKNOWLEDGED);
  });

  it('wakes one that sleeps', () => {
    acknowledge([SNOOZED]).thenEvents(ACKNOWLEDGED);
  });

  it('is nothing new where somebody has it in hand', () => {
    acknowledge([ACKNOWLEDGED]).thenNothing();
    acknowledge([ACKNOWLEDGED, SNOOZED]).thenEvents(ACKNOWLEDGED);
  });

  it('needs a reason', () => {
    expect(refusedFields(AcknowledgeAlert, {})).toEqual(['reason']);
  });
});
