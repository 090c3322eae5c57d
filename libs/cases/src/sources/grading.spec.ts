import { given, type History } from '#eventsourcing/testing';
import { registered, useCaseOf } from '../../testing/case-files.js';
import { gradedSource, registeredSource, withdrawnSource } from '../../testing/source-files.js';
import { CorroborateEntry } from '../assessments/commands/corroborate-entry.js';
import { DisputeEntry } from '../assessments/commands/dispute-entry.js';
import { AcceptClaim } from '../claims/commands/accept-claim.js';
import { RecordPublishedTotal } from '../claims/commands/record-published-total.js';
import { ConfirmWhereabouts } from '../cohort/commands/confirm-whereabouts.js';
import { MarkInTransit } from '../cohort/commands/mark-in-transit.js';
import { SplitCohort } from '../cohort/commands/split-cohort.js';
import { PlanExchange } from '../exchange/commands/plan-exchange.js';
import { RecordExchange } from '../exchange/commands/record-exchange.js';

const CONFIRMED = { source: 'ru-mod', credibility: '1', corroboratedBy: 'ua-kshppv' } as const;
const ALONE = { source: 'ru-mod', credibility: '1' } as const;

const SOURCES: History = {
  'source-ru-mod': [registeredSource('ru-mod', { independenceGroup: 'russian-state' })],
  'source-ua-kshppv': [registeredSource('ua-kshppv')],
  'source-tass': [registeredSource('tass', { independenceGroup: 'russian-state' })],
  'source-copyist': [registeredSource('copyist'), gradedSource('D'), withdrawnSource()],
};
const HISTORY: History = { ...SOURCES, 'cohort-a': [registered()] };

const REGISTER = {
  cohortId: 'b',
  name: 'Residents of the Kursk region',
  category: 'civilian',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
} as const;

const confirm = (basis: object, history = HISTORY) =>
  given(history).when(useCaseOf(ConfirmWhereabouts), 'a', {
    at: { stage: 'custody' },
    basis: { ...CONFIRMED, ...basis },
  });

describe('credibility 1, "confirmed by other sources"', () => {
  it('takes two sources of different independence groups, and the entry names both', () => {
    const [file] = confirm({}).decided();
    expect(file!.events[0]!.data).toMatchObject({ basis: { ...CONFIRMED, reliability: 'F' } });
  });

  it('is refused where no second source is named', () => {
    confirm({ corroboratedBy: undefined }).thenRejected('corroboration-missing', { source: 'ru-mod' });
    confirm({ corroboratedBy: null }).thenRejected('corroboration-missing');
  });

  it('is refused where either source is not registered', () => {
    confirm({ corroboratedBy: 'nobody' }).thenRejected('source-not-found', { sourceId: 'nobody' });
    confirm({ source: 'nobody' }).thenRejected('source-not-found', { sourceId: 'nobody' });
    confirm({ source: 'RU-MOD' }).thenRejected('source-not-found', { sourceId: 'RU-MOD' });
    confirm({}, { 'cohort-a': [registered()] }).thenRejected('source-not-found', { sourceId: 'ru-mod' });
  });

  it('is refused where either source was withdrawn', () => {
    confirm({ corroboratedBy: 'copyist' }).thenRejected('source-withdrawn', { sourceId: 'copyist' });
    confirm({ source: 'copyist' }).thenRejected('source-withdrawn', { sourceId: 'copyist' });
  });

  it('is refused where the sources repeat each other', () => {
    confirm({ corroboratedBy: 'tass' }).thenRejected('sources-not-independent', {
      sources: ['ru-mod', 'tass'],
      independenceGroup: 'russian-state',
    });
  });

  it('is refused where a source confirms itself', () => {
    confirm({ corroboratedBy: 'ru-mod' }).thenRejected('source-corroborates-itself', { source: 'ru-mod' });
    confirm({ corroboratedBy: 'ru-mod', credibility: '3' }).thenRejected('source-corroborates-itself');
  });

  it('is not asked for where nothing is written', () => {
    const acknowledged = { type: 'ClaimAccepted', data: { people: { kind: 'exact', value: 6000 } } };
    const claimed = { type: 'HeldPopulationClaimed', data: { claimId: 'c', people: { kind: 'about', value: 6000 } } };
    given({ 'claim-c': [claimed, acknowledged] })
      .when(useCaseOf(AcceptClaim), 'c', { headcount: { kind: 'exact', value: 6000 }, reason: 'so', basis: ALONE })
      .thenNothing();
  });

  it('gives way to what the decision itself refuses', () => {
    given({})
      .when(useCaseOf(MarkInTransit), 'a', { destination: { country: 'BY' }, basis: ALONE })
      .thenRejected('cohort-not-found');
  });
});

describe('credibility 1 is held to its rule', () => {
  const leg = { cohortId: 'a' };
  const total = {
    totalId: 't',
    claimant: 'UAE',
    total: { kind: 'exact', value: 1 },
    asOf: '2025-08-24',
    rule: {},
  } as const;

  it.each<[string, () => ReturnType<ReturnType<typeof given>['when']>]>([
    [
      'for a cohort',
      () => given(HISTORY).when(useCaseOf(ConfirmWhereabouts), 'a', { at: { stage: 'custody' }, basis: ALONE }),
    ],
    [
      'across cohorts',
      () =>
        given(HISTORY).when(useCaseOf(SplitCohort), 'a', {
          newCohortId: 'b',
          name: 'a part',
          headcount: { kind: 'exact', value: 1 },
          basis: ALONE,
        }),
    ],
    [
      'for an exchange',
      () => given(HISTORY).when(useCaseOf(RecordExchange), 'x', { exchangeId: 'x', legs: [leg], basis: ALONE }),
    ],
    [
      'for a leg of an exchange',
      () => given(HISTORY).when(useCaseOf(RecordExchange), 'x', { exchangeId: 'x', legs: [{ ...leg, basis: ALONE }] }),
    ],
    [
      'for a cohort that a leg registers',
      () =>
        given(HISTORY).when(useCaseOf(RecordExchange), 'x', {
          exchangeId: 'x',
          legs: [leg, { register: { ...REGISTER, basis: ALONE } }],
        }),
    ],
    [
      'for a leg that is planned',
      () =>
        given(HISTORY).when(useCaseOf(PlanExchange), 'x', {
          exchangeId: 'x',
          planned: true,
          legs: [{ ...leg, basis: ALONE }],
        }),
    ],
    ['for a claim', () => given(HISTORY).when(useCaseOf(RecordPublishedTotal), 't', { ...total, basis: ALONE })],
    ['for a dispute', () => given(HISTORY).when(useCaseOf(DisputeEntry), 'e', { reason: 'not so', basis: ALONE })],
    ['for a corroboration', () => given(HISTORY).when(useCaseOf(CorroborateEntry), 'e', { basis: ALONE })],
  ])('%s', (_, when) => when().thenRejected('corroboration-missing', { source: 'ru-mod' }));
});

const named = (fields: object) =>
  useCaseOf(RecordExchange)
    .streams(Object.assign(new RecordExchange(), { exchangeId: 'x', ...fields }), 'x')
    .map(({ model, id }) => `${model.category}-${id}`);

describe('what a command looks at', () => {
  it('is nothing more where no basis claims credibility 1', () => {
    const basis = { ...CONFIRMED, credibility: '2' };
    expect(named({ legs: [{ cohortId: 'a', basis }], basis })).toEqual(['exchange-x', 'cohort-a']);
    expect(named({ legs: [{ cohortId: 'a' }] })).toEqual(['exchange-x', 'cohort-a']);
  });

  it('is both sources besides where one does, each once and behind the target', () => {
    expect(named({ legs: [{ cohortId: 'a', basis: CONFIRMED }], basis: CONFIRMED })).toEqual([
      'exchange-x',
      'cohort-a',
      'source-ru-mod',
      'source-ua-kshppv',
    ]);
  });
});
