import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { abortedExchange, plannedExchange, recordedExchange } from '../../../testing/exchange-files.js';
import type { ExchangeEvent } from '../events.js';
import { AbortExchange } from './abort-exchange.js';

const abort = (history: readonly ExchangeEvent[], fields: object = {}) =>
  given({ 'exchange-x': history }).when(useCaseOf(AbortExchange), 'x', { reason: 'the aircraft was lost', ...fields });

describe('aborting an exchange', () => {
  it('says that what was planned did not happen', () => {
    abort([plannedExchange([])]).thenEvents(abortedExchange());
  });

  it('twice is nothing, whatever the reason', () => {
    abort([plannedExchange([]), abortedExchange()], { reason: 'another' }).thenNothing();
  });

  it('cannot be of one that took place, or of one that nobody knows', () => {
    abort([recordedExchange()]).thenRejected('exchange-took-place');
    abort([plannedExchange([]), recordedExchange()]).thenRejected('exchange-took-place');
    abort([]).thenRejected('exchange-not-found', { exchangeId: 'x' });
  });

  it('is not to come, and has a reason', () => {
    abort([plannedExchange([])], { occurredOn: '2027' }).thenRejected('occurred-in-the-future');
    expect(refusedFields(AbortExchange, {})).toEqual(['reason']);
  });
});
