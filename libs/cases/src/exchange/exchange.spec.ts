import { fold } from '#eventsourcing/testing';
import {
  abortedExchange,
  accepted,
  leg,
  LINE,
  plannedExchange,
  recordedExchange,
  reported,
} from '../../testing/exchange-files.js';
import type { EntryRetracted } from '../cohort/events.js';
import { exactly, type Figure } from '../values/figure.js';
import { lineKey, type ExchangeEvent, type Line } from './events.js';
import { exchange, type KnownExchange } from './exchange.js';

function exchangeOf(...entries: readonly ExchangeEvent[]): KnownExchange {
  const state = fold(exchange, 'exchange-x', entries);
  if (state.status === 'unknown') throw new Error('the exchange is not known');
  return state;
}

const struck = (index: number, type: ExchangeEvent['type']): EntryRetracted => ({
  type: 'EntryRetracted',
  data: { entryId: `exchange-x#${index}`, retracted: type, reason: 'a mistake', occurredOn: null, basis: null },
});
const figureOf = (state: KnownExchange, line: Line = LINE): Figure | undefined => state.accepted.get(lineKey(line));

describe('an exchange', () => {
  it('is unknown until it is planned or recorded, whatever else is said', () => {
    for (const event of [abortedExchange(), reported(exactly(1)), accepted(exactly(1)), struck(0, 'FigureAccepted')]) {
      expect(fold(exchange, 'exchange-x', [event])).toEqual({ status: 'unknown' });
    }
  });

  it('is planned, and then recorded or aborted', () => {
    const plan = plannedExchange([leg(1, 'a', exactly(192))]);
    expect(exchangeOf(plan)).toMatchObject({ status: 'planned', id: 'x', legs: [] });
    expect(exchangeOf(plan, recordedExchange())).toMatchObject({
      status: 'recorded',
      legs: [leg(1, 'a', exactly(146))],
    });
    expect(exchangeOf(plan, abortedExchange())).toMatchObject({ status: 'aborted', legs: [] });
  });

  it('can be recorded without a plan', () => {
    expect(exchangeOf(recordedExchange())).toMatchObject({ status: 'recorded', legs: [leg(1, 'a', exactly(146))] });
  });

  it('keeps every entry', () => {
    const entries = [recordedExchange(), reported(exactly(147)), accepted(exactly(147)), struck(1, 'ExchangeReported')];
    expect(exchangeOf(...entries).entries.map(({ type, retracted }) => [type, retracted])).toEqual([
      ['ExchangeRecorded', false],
      ['ExchangeReported', true],
      ['FigureAccepted', false],
      ['EntryRetracted', false],
    ]);
  });
});

describe('the figure that counts for a line', () => {
  const other: Line = { powerOfOrigin: 'UA', category: null, terms: null };

  it('is none that is only reported', () => {
    expect(figureOf(exchangeOf(recordedExchange(), reported(exactly(147))))).toBeUndefined();
  });

  it('is the newest that was accepted', () => {
    expect(figureOf(exchangeOf(recordedExchange(), accepted(exactly(147)), accepted(exactly(146))))).toEqual(
      exactly(146),
    );
  });

  it('is decided for each line by itself', () => {
    const state = exchangeOf(recordedExchange(), accepted(exactly(147)), accepted(exactly(9), other));
    expect(figureOf(state)).toEqual(exactly(147));
    expect(figureOf(state, other)).toEqual(exactly(9));
  });

  it('falls back to the earlier decision where the newest is retracted, and to none after the last', () => {
    const decided = [recordedExchange(), accepted(exactly(147)), accepted(exactly(146))];
    const once = [...decided, struck(2, 'FigureAccepted')];
    expect(figureOf(exchangeOf(...once))).toEqual(exactly(147));
    expect(figureOf(exchangeOf(...once, struck(1, 'FigureAccepted')))).toBeUndefined();
  });

  it('stays where an earlier decision is retracted', () => {
    const decided = [recordedExchange(), accepted(exactly(147)), accepted(exactly(146))];
    expect(figureOf(exchangeOf(...decided, struck(1, 'FigureAccepted')))).toEqual(exactly(146));
  });
});
