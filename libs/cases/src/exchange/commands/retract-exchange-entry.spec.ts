import { fold, given } from '#eventsourcing/testing';
import { useCaseOf } from '../../../testing/case-files.js';
import {
  abortedExchange,
  accepted,
  plannedExchange,
  recordedExchange,
  reported,
} from '../../../testing/exchange-files.js';
import type { EntryRetracted } from '../../cohort/events.js';
import { exactly } from '../../values/figure.js';
import type { ExchangeEvent } from '../events.js';
import { exchange } from '../exchange.js';
import { RetractExchangeEntry } from './retract-exchange-entry.js';

const FILE: readonly ExchangeEvent[] = [recordedExchange(), reported(exactly(147)), accepted(exactly(147))];
const retract = (index: number, history = FILE, fields: object = {}) =>
  given({ 'exchange-x': history }).when(useCaseOf(RetractExchangeEntry), 'x', {
    entryId: `exchange-x#${index}`,
    reason: 'a mistake',
    ...fields,
  });
const retracted = (index: number, type: ExchangeEvent['type']): EntryRetracted => ({
  type: 'EntryRetracted',
  data: { entryId: `exchange-x#${index}`, retracted: type, reason: 'a mistake', occurredOn: null, basis: null },
});

describe('retracting an entry of an exchange', () => {
  it('takes a report back', () => {
    retract(1).thenEvents(retracted(1, 'ExchangeReported'));
  });

  it('takes a decision back', () => {
    retract(2).thenEvents(retracted(2, 'FigureAccepted'));
  });

  it('twice is nothing', () => {
    retract(2, [...FILE, retracted(2, 'FigureAccepted')]).thenNothing();
  });

  it('is final', () => {
    retract(3, [...FILE, retracted(2, 'FigureAccepted')]).thenRejected('retraction-is-final');
  });

  it('takes back nothing that other entries stand on', () => {
    retract(0).thenRejected('entry-spans-cohorts', { type: 'ExchangeRecorded' });
    retract(0, [plannedExchange([])]).thenRejected('entry-spans-cohorts');
  });

  it('takes back that the exchange did not happen: it is planned again', () => {
    const file = [plannedExchange([]), abortedExchange()];
    retract(1, file).thenEvents(retracted(1, 'ExchangeAborted'));
    expect(fold(exchange, 'exchange-x', [...file, retracted(1, 'ExchangeAborted')])).toMatchObject({
      status: 'planned',
    });
  });

  it('needs an entry, an exchange and a day that is not to come', () => {
    retract(7).thenRejected('entry-not-found');
    retract(0, []).thenRejected('exchange-not-found');
    retract(1, FILE, { occurredOn: '2027' }).thenRejected('occurred-in-the-future');
  });
});
