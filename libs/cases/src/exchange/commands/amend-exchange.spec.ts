import { given, type History } from '#eventsourcing/testing';
import { AT, refusedFields, registered, useCaseOf, went } from '../../../testing/case-files.js';
import { abortedExchange, leg, plannedExchange, recordedExchange } from '../../../testing/exchange-files.js';
import type { CohortEvent } from '../../cohort/events.js';
import { whereabouts } from '../../cohort/whereabouts.js';
import { exactly } from '../../values/figure.js';
import type { ExchangeEvent } from '../events.js';
import { AmendExchange } from './amend-exchange.js';

const on = (occurredOn: string | null) => ({ occurredOn });
const handedOver = (number: number, facts: object = on('2025-08-24')) =>
  went(AT.custody, AT.released, exactly(100), { exchangeId: 'x', leg: number, ...facts });
const HISTORY: History = {
  'exchange-x': [recordedExchange([leg(1, 'a', exactly(100)), leg(2, 'b', exactly(100))], on('2025-08-24'))],
  'cohort-a': [registered(), handedOver(1)],
  'cohort-b': [registered(exactly(100), AT.custody, { cohortId: 'b' }), handedOver(2)],
};

const amend = (fields: object, history: History = HISTORY) =>
  given(history).when(useCaseOf(AmendExchange), 'x', { reason: 'another day', ...fields });
const amended = (amendments: object, facts: object = {}): ExchangeEvent => ({
  type: 'ExchangeAmended',
  data: { reason: 'another day', occurredOn: '2025-08-24', basis: null, amendments, ...facts },
});
const legAmended = (stream: string, amendments: object, to = AT.released): CohortEvent => ({
  type: 'EntryAmended',
  data: {
    entryId: `${stream}#1`,
    amended: 'CohortHandedOver',
    follows: null,
    reason: 'another day',
    amendments,
    moved: [{ from: AT.custody, to, people: exactly(100), whole: false }],
  },
});

describe('putting an exchange right', () => {
  it('moves it by a day in one command, with its legs in every cohort', () => {
    amend(on('2025-08-25')).then({
      'exchange-x': [amended(on('2025-08-25'), on('2025-08-25'))],
      'cohort-a': [legAmended('cohort-a', on('2025-08-25'))],
      'cohort-b': [legAmended('cohort-b', on('2025-08-25'))],
    });
  });

  it('leaves a leg its own day', () => {
    const history = { ...HISTORY, 'cohort-b': [registered(), handedOver(2, on('2025-08-23'))] };
    amend(on('2025-08-25'), history).then({
      'exchange-x': [amended(on('2025-08-25'), on('2025-08-25'))],
      'cohort-a': [legAmended('cohort-a', on('2025-08-25'))],
    });
  });

  it('says where and by whom, and the people were released there', () => {
    const place = { country: 'BY', name: 'Gomel' };
    const there = whereabouts('released', { country: 'BY', place: 'Gomel' });
    amend({ place, intermediaries: ['US', 'AE'] }).then({
      'exchange-x': [amended({ place, intermediaries: ['AE', 'US'] })],
      'cohort-a': [legAmended('cohort-a', {}, there)],
      'cohort-b': [legAmended('cohort-b', {}, there)],
    });
    amend({ intermediaries: null }).then({ 'exchange-x': [amended({ intermediaries: null })] });
  });

  it('says on which terms a leg took place', () => {
    amend({ terms: [{ leg: 2, terms: 'unilateral' }] }).then({
      'exchange-x': [amended({ terms: [{ leg: 2, terms: 'unilateral' }] })],
      'cohort-b': [legAmended('cohort-b', { terms: 'unilateral' })],
    });
    amend({ terms: [{ leg: 3, terms: 'unilateral' }] }).thenRejected('leg-not-found', { leg: 3, legs: 2 });
  });

  it('of a plan says when it is to be', () => {
    const history = { 'exchange-x': [plannedExchange([leg(1, 'a', exactly(100))])], 'cohort-a': [registered()] };
    amend(on('2026-12-01'), history).then({ 'exchange-x': [amended(on('2026-12-01'), on('2026-12-01'))] });
  });

  it('is refused where people would have gone on before, by the entries that say so', () => {
    const gone = went(AT.released, AT['in-transit'], exactly(5), on('2025-08-24'));
    const history = { ...HISTORY, 'cohort-a': [registered(), handedOver(1), gone] };
    amend(on('2025-08-25'), history).thenRejected('occurred-before-arrival', {
      blockedBy: [{ entryId: 'cohort-a#2', sentence: '5 set out for BY on 2025-08-24.' }],
    });
  });

  it('is not for one that is unknown, was called off or taken back, nor for a day ahead', () => {
    amend(on('2025-08-25'), {}).thenRejected('exchange-not-found');
    const planned = plannedExchange([leg(1, 'a', exactly(100))]);
    amend(on('2025-08-25'), { 'exchange-x': [planned, abortedExchange()] }).thenRejected('exchange-aborted');
    amend(on('2999-01-01')).thenRejected('occurred-in-the-future');
    expect(refusedFields(AmendExchange, { reason: '', terms: [] })).toEqual(['reason', 'terms']);
  });

  it('is nothing where nothing is said', () => {
    amend({}).thenNothing();
  });
});
