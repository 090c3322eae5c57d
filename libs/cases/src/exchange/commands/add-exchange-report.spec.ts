import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { leg, LINE, plannedExchange, recordedExchange, reported } from '../../../testing/exchange-files.js';
import { exactly, NOT_STATED } from '../../values/figure.js';
import type { ExchangeEvent } from '../events.js';
import { AddExchangeReport } from './add-exchange-report.js';

const TWO_LEGS = recordedExchange([leg(1, 'a', exactly(140)), leg(2, 'a', exactly(6), 'unilateral')]);
const report = (figures: object[], fields: object = {}, history: readonly ExchangeEvent[] = [TWO_LEGS]) =>
  given({ 'exchange-x': history }).when(useCaseOf(AddExchangeReport), 'x', {
    figures: figures as AddExchangeReport['figures'],
    basis: { source: 'ua-kshppv' },
    ...fields,
  });

describe('adding a report to an exchange', () => {
  it('keeps what another source says of a leg', () => {
    report([{ leg: 1, headcount: exactly(141) }]).thenEvents(reported(exactly(141)));
  });

  it('keeps what it says of a line that is coarser than the legs', () => {
    const line = { powerOfOrigin: 'RU', category: null, terms: null };
    report([{ powerOfOrigin: 'RU', headcount: NOT_STATED }]).thenEvents(reported(NOT_STATED, line));
  });

  it('can be of a line that the exchange does not have', () => {
    const line = { powerOfOrigin: 'UA', category: 'civilian', terms: null } as const;
    report([{ powerOfOrigin: 'UA', category: 'civilian', headcount: exactly(8) }]).thenEvents(
      reported(exactly(8), line),
    );
  });

  it('can be of a plan, by line', () => {
    report([{ ...LINE, headcount: exactly(9) }], {}, [plannedExchange([])]).thenEvents(reported(exactly(9)));
    report([{ leg: 1, headcount: exactly(9) }], {}, [plannedExchange([])]).thenRejected('leg-not-found', { leg: 1 });
  });

  it('says each line once, however it is named', () => {
    report([
      { leg: 1, headcount: exactly(141) },
      { leg: 1, headcount: exactly(142) },
    ]).thenRejected('line-repeated');
    report([
      { leg: 1, headcount: exactly(141) },
      { ...LINE, headcount: exactly(142) },
    ]).thenRejected('line-repeated', { figures: 2, lines: 1 });
    const twoLines = [
      { leg: 1, headcount: exactly(141) },
      { leg: 2, headcount: exactly(5) },
    ];
    expect(report(twoLines).decided()[0]!.events).toHaveLength(1);
  });

  it('is of an exchange that is known, and not of the future', () => {
    report([{ leg: 3, headcount: exactly(1) }]).thenRejected('leg-not-found', { leg: 3, legs: 2 });
    report([{ leg: 1, headcount: exactly(1) }], {}, []).thenRejected('exchange-not-found');
    report([{ leg: 1, headcount: exactly(1) }], { occurredOn: '2027' }).thenRejected('occurred-in-the-future');
  });

  const FIGURE = { leg: 1, headcount: exactly(1) };
  it.each<[string[], object]>([
    [[], { figures: [FIGURE], basis: { source: 'a' } }],
    [['basis'], { figures: [FIGURE] }],
    [['basis'], { figures: [FIGURE], basis: null }],
    [['figures'], { figures: [], basis: { source: 'a' } }],
    [['figures'], { figures: [{ headcount: exactly(1) }], basis: { source: 'a' } }],
    [['figures'], { figures: [{ leg: 1 }], basis: { source: 'a' } }],
    [['figures'], { figures: [{ ...FIGURE, powerOfOrigin: 'RU' }], basis: { source: 'a' } }],
    [['figures'], { figures: [{ ...FIGURE, category: 'civilian' }], basis: { source: 'a' } }],
    [['figures'], { figures: [{ ...FIGURE, terms: 'exchange' }], basis: { source: 'a' } }],
    [['figures'], { figures: [{ ...FIGURE, leg: 0 }], basis: { source: 'a' } }],
  ])('refuses %j of %j', (fields, body) => {
    expect(refusedFields(AddExchangeReport, body)).toEqual(fields);
  });
});
