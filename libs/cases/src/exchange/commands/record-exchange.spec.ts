import { given, type History } from '#eventsourcing/testing';
import {
  AT,
  cohortOf,
  refusedFields,
  registered,
  useCaseOf,
  went,
  whereaboutsIn,
} from '../../../testing/case-files.js';
import { abortedExchange, leg, plannedExchange, recordedExchange } from '../../../testing/exchange-files.js';
import { cohort } from '../../cohort/cohort.js';
import type { CohortEvent } from '../../cohort/events.js';
import { whereabouts } from '../../cohort/whereabouts.js';
import { exactly, NOT_STATED } from '../../values/figure.js';
import { exchange } from '../exchange.js';
import { RecordExchange } from './record-exchange.js';

const A: readonly CohortEvent[] = [registered()];
const KURSK = {
  cohortId: 'kursk',
  name: 'Residents of the Kursk region',
  category: 'civilian',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
} as const;
const record = (legs: object[], fields: object = {}, history: History = { 'cohort-a': A }) =>
  given(history).when(useCaseOf(RecordExchange), 'x', {
    exchangeId: 'x',
    legs: legs as RecordExchange['legs'],
    ...fields,
  });
const handedOver = (people: Parameters<typeof went>[2], facts: object = {}, to = AT.released): CohortEvent =>
  went(AT.custody, to, people, { exchangeId: 'x', ...facts });

describe('recording an exchange', () => {
  it('hands the people of a leg over', () => {
    record([{ cohortId: 'a' }]).then({
      'exchange-x': [recordedExchange([leg(1, 'a', exactly(146))])],
      'cohort-a': [handedOver({ everyone: exactly(146) })],
    });
  });

  it('hands over a part where the leg says how many', () => {
    const state = record([{ cohortId: 'a', headcount: exactly(100) }]).after(cohort, 'a');
    expect(whereaboutsIn(state)).toEqual({ 'custody UA': '46', released: '100' });
  });

  it('keeps when, where and by whose help; its legs happened there and then', () => {
    const facts = { occurredOn: '2025-08-24', basis: STATED };
    const released = whereabouts('released', { country: 'BY', place: 'Novaya Guta' });
    record([{ cohortId: 'a' }], {
      occurredOn: '2025-08-24',
      place: { country: 'BY', name: 'Novaya Guta' },
      intermediaries: ['TR', 'AE'],
      basis: { source: 'ru-mod' },
    }).then({
      'exchange-x': [
        recordedExchange([leg(1, 'a', exactly(146))], {
          ...facts,
          place: { country: 'BY', name: 'Novaya Guta' },
          intermediaries: ['AE', 'TR'],
        }),
      ],
      'cohort-a': [handedOver({ everyone: exactly(146) }, facts, released)],
    });
  });

  it('lets a leg say when it happened and who says so, for itself', () => {
    const [, file] = record([{ cohortId: 'a', occurredOn: '2025-08-25', basis: { source: 'ua-kshppv' } }], {
      occurredOn: '2025-08-24',
      basis: { source: 'ru-mod' },
    }).decided();
    expect(file!.events[0]!.data).toMatchObject({ occurredOn: '2025-08-25', basis: { source: 'ua-kshppv' } });
  });

  it('registers the cohort of a leg, if the leg says who they are', () => {
    const registration = registered(exactly(8), AT.custody, { ...KURSK, basis: STATED });
    record([{ register: { ...KURSK, headcount: exactly(8) } }], { basis: { source: 'ru-mod' } }, {}).then({
      'exchange-x': [
        recordedExchange([{ ...leg(1, 'kursk', exactly(8)), category: 'civilian', registered: true }], {
          basis: STATED,
        }),
      ],
      'cohort-kursk': [registration, handedOver({ everyone: exactly(8) }, { basis: STATED })],
    });
  });

  it('goes both ways, all or nothing', () => {
    const ukrainians = registered(exactly(146), whereabouts('custody', { country: 'RU' }), {
      cohortId: 'b',
      powerOfOrigin: 'UA',
      detainingPower: 'RU',
    });
    const history = { 'cohort-a': A, 'cohort-b': [ukrainians] };
    const both = record([{ cohortId: 'a' }, { cohortId: 'b' }], {}, history);
    expect(both.decided().map(({ stream }) => stream)).toEqual(['exchange-x', 'cohort-a', 'cohort-b']);
    record([{ cohortId: 'a' }, { cohortId: 'b', headcount: exactly(147) }], {}, history).thenRejected(
      'not-enough-people',
    );
  });

  it('takes two legs of one cohort, on different terms, one after the other', () => {
    const legs = [
      { cohortId: 'a', headcount: exactly(140) },
      { cohortId: 'a', terms: 'unilateral' },
    ];
    record(legs).then({
      'exchange-x': [recordedExchange([leg(1, 'a', exactly(140)), leg(2, 'a', exactly(6), 'unilateral')])],
      'cohort-a': [handedOver(exactly(140)), handedOver({ everyone: exactly(6) }, { leg: 2, terms: 'unilateral' })],
    });
  });

  it('takes nobody twice', () => {
    record([{ cohortId: 'a' }, { cohortId: 'a' }]).thenRejected('stage-not-allowed', { present: ['released'] });
    record([
      { cohortId: 'a', headcount: exactly(140) },
      { cohortId: 'a', headcount: exactly(7) },
    ]).thenRejected('not-enough-people', { asked: exactly(7), there: exactly(6) });
  });

  it('takes a second leg of a cohort that the first one registered', () => {
    const legs = [{ register: { ...KURSK, headcount: exactly(8) }, headcount: exactly(5) }, { cohortId: 'kursk' }];
    expect(whereaboutsIn(record(legs, {}, {}).after(cohort, 'kursk'))).toEqual({ released: '8' });
  });

  it('knows what it does not know', () => {
    const history = { 'cohort-a': [registered(NOT_STATED)] };
    expect(whereaboutsIn(record([{ cohortId: 'a' }], {}, history).after(cohort, 'a'))).toEqual({
      released: 'not stated',
    });
    expect(record([{ cohortId: 'a' }], {}, history).after(exchange, 'x')).toMatchObject({
      legs: [{ people: NOT_STATED }],
    });
  });

  it('can follow a plan', () => {
    const history = { 'exchange-x': [plannedExchange([leg(1, 'a', NOT_STATED)])], 'cohort-a': A };
    expect(record([{ cohortId: 'a' }], {}, history).after(exchange, 'x')).toMatchObject({
      status: 'recorded',
      legs: [{ cohortId: 'a', people: exactly(146) }],
    });
  });

  it('is done once, and not after it was called off', () => {
    const once = { 'exchange-x': [recordedExchange([leg(1, 'a', exactly(146))])], 'cohort-a': A };
    record([{ cohortId: 'a' }], {}, once).thenRejected('exchange-exists');
    const called = { 'exchange-x': [plannedExchange([leg(1, 'a', NOT_STATED)]), abortedExchange()], 'cohort-a': A };
    record([{ cohortId: 'a' }], {}, called).thenRejected('exchange-aborted');
  });

  it('needs cohorts that are known, in custody, and by then', () => {
    record([{ cohortId: 'b' }]).thenRejected('cohort-not-found', { cohortId: 'b' });
    record([{ cohortId: 'a' }], {}, { 'cohort-a': [registered(exactly(1), AT.released)] }).thenRejected(
      'stage-not-allowed',
    );
    record([{ cohortId: 'a' }], { occurredOn: '2027' }).thenRejected('occurred-in-the-future');
    record([{ cohortId: 'a', occurredOn: '2027' }]).thenRejected('occurred-in-the-future');
    const since = [registered(exactly(1), AT.custody, { custodySince: '2025-08-24' })];
    record([{ cohortId: 'a' }], { occurredOn: '2025-08-23' }, { 'cohort-a': since }).thenRejected(
      'occurred-before-arrival',
    );
  });

  it('registers nobody under an id that is taken, nor with one Power only', () => {
    const taken = { ...KURSK, cohortId: 'a' };
    record([{ register: taken }]).thenRejected('cohort-exists');
    record([{ register: { ...KURSK, headcount: exactly(8) } }, { register: KURSK }]).thenRejected('cohort-exists');
    record([{ register: { ...KURSK, detainingPower: 'RU' } }]).thenRejected('same-power');
  });

  it('needs saying from where, if a cohort is held in several places', () => {
    const PL = whereabouts('custody', { country: 'PL' });
    const history = { 'cohort-a': [registered(), went(AT.custody, PL, exactly(46))] };
    record([{ cohortId: 'a' }], {}, history).thenRejected('position-ambiguous');
    const state = record([{ cohortId: 'a', from: { stage: 'custody', country: 'PL' } }], {}, history);
    expect(whereaboutsIn(state.after(cohort, 'a'))).toEqual({ 'custody UA': '100', released: '46' });
  });

  it.each<[string[], object]>([
    [[], { legs: [{ cohortId: 'a' }], planned: false }],
    [['planned'], { legs: [{ cohortId: 'a' }], planned: true }],
    [['legs'], { legs: [] }],
    [['legs'], { legs: {} }],
    [['legs'], { legs: [{}] }],
    [['legs'], { legs: [{ cohortId: 'a', register: KURSK }] }],
    [['legs'], { legs: [{ cohortId: 'a', terms: 'free' }] }],
    [['legs'], { legs: [{ register: { ...KURSK, powerOfOrigin: 'ru' } }] }],
    [['legs'], { legs: Array.from({ length: 101 }, () => ({ cohortId: 'a' })) }],
    [['intermediaries'], { legs: [{ cohortId: 'a' }], intermediaries: ['AE', 'AE'] }],
    [['intermediaries'], { legs: [{ cohortId: 'a' }], intermediaries: ['ae'] }],
  ])('refuses %j of %j', (fields, body) => {
    expect(refusedFields(RecordExchange, { exchangeId: 'x', ...body })).toEqual(fields);
  });
});

const STATED = { source: 'ru-mod', url: null, publishedOn: null, reliability: 'F', credibility: '6' } as const;

describe('the exchange of 24 August 2025', () => {
  it('brings 146 prisoners of war and 8 residents of the Kursk region out of custody', () => {
    const legs = [
      { cohortId: 'a', headcount: exactly(146), terms: 'exchange' },
      { register: { ...KURSK, headcount: exactly(8) }, headcount: exactly(8), terms: 'exchange' },
    ];
    const when = record(legs, { exchangeId: 'x', occurredOn: '2025-08-24', intermediaries: ['AE'] });
    expect(whereaboutsIn(when.after(cohort, 'a'))).toEqual({ released: '146' });
    expect(whereaboutsIn(when.after(cohort, 'kursk'))).toEqual({ released: '8' });
    expect(whereaboutsIn(cohortOf(...A))).toEqual({ 'custody UA': '146' });
  });
});
