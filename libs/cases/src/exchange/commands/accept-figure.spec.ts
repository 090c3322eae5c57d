import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { accepted, LINE, recordedExchange, reported } from '../../../testing/exchange-files.js';
import { exactly, NOT_STATED } from '../../values/figure.js';
import type { ExchangeEvent } from '../events.js';
import { AcceptFigure } from './accept-figure.js';

const REPORTED = [recordedExchange(), reported(exactly(147))];
const accept = (fields: object, history: readonly ExchangeEvent[] = REPORTED) =>
  given({ 'exchange-x': history }).when(useCaseOf(AcceptFigure), 'x', { reason: 'both sides say so', ...fields });

describe('accepting a figure', () => {
  it('decides on one claim about the line of a leg', () => {
    accept({ leg: 1, headcount: exactly(147) }).thenEvents(accepted(exactly(147)));
    accept({ ...LINE, headcount: exactly(147) }).thenEvents(accepted(exactly(147)));
  });

  it('can decide that it is not known', () => {
    accept({ leg: 1, headcount: NOT_STATED }).thenEvents(accepted(NOT_STATED));
  });

  it('again is nothing; another one revises it', () => {
    const decided = [...REPORTED, accepted(exactly(147))];
    accept({ leg: 1, headcount: exactly(147), reason: 'still' }, decided).thenNothing();
    accept({ leg: 1, headcount: exactly(146) }, decided).thenEvents(accepted(exactly(146)));
  });

  it('is for the one line, not for one that is coarser', () => {
    const line = { powerOfOrigin: 'RU', category: null, terms: null };
    accept({ powerOfOrigin: 'RU', headcount: exactly(147) }, [...REPORTED, accepted(exactly(147))]).thenEvents(
      accepted(exactly(147), line),
    );
  });

  it('is of an exchange and a leg that are known, with a reason', () => {
    accept({ leg: 1, headcount: exactly(1) }, []).thenRejected('exchange-not-found');
    accept({ leg: 2, headcount: exactly(1) }).thenRejected('leg-not-found');
    expect(refusedFields(AcceptFigure, { leg: 1, headcount: exactly(1), reason: '' })).toEqual(['reason']);
    expect(refusedFields(AcceptFigure, { leg: 1, reason: 'why' })).toEqual(['headcount']);
    expect(refusedFields(AcceptFigure, { headcount: exactly(1), reason: 'why' })).toEqual(['powerOfOrigin']);
  });
});
