import { fold, given, type History } from '#eventsourcing/testing';
import { useCaseOf } from '../../../testing/case-files.js';
import { cohort } from '../../cohort/cohort.js';
import { MarkInTransit } from '../../cohort/commands/mark-in-transit.js';
import { RegisterCohort } from '../../cohort/commands/register-cohort.js';
import { exactly } from '../../values/figure.js';
import { exchange } from '../exchange.js';
import { PlanExchange } from './plan-exchange.js';
import { RecordExchange } from './record-exchange.js';
import { RetractExchange } from './retract-exchange.js';

const facts = { category: 'civilian', powerOfOrigin: 'RU', detainingPower: 'UA', headcount: exactly(8) } as const;
const legs = [{ cohortId: 'a', terms: 'exchange' as const }, { register: { cohortId: 'k', name: 'K', ...facts } }];

const after = (history: History, useCase: Parameters<typeof useCaseOf>[0], target: string, fields: object): History => {
  const decided = given(history).when(useCaseOf(useCase), target, fields).decided();
  const added = decided.map(({ stream, events }) => [stream, [...(history[stream] ?? []), ...events]] as const);
  return { ...history, ...Object.fromEntries(added) };
};

const registered = after({}, RegisterCohort, 'a', { cohortId: 'a', name: 'A', ...facts });
const recorded = after(registered, RecordExchange, 'x', { exchangeId: 'x', legs });
const retract = (history: History) =>
  given(history).when(useCaseOf(RetractExchange), 'x', { reason: 'It was another day.' });
const withdrawn = after(recorded, RetractExchange, 'x', { reason: 'It was another day.' });

describe('retracting an exchange', () => {
  it('takes every handover back, and the registrations that its legs made', () => {
    const struck = retract(recorded)
      .decided()
      .map(({ stream, events }) => [stream, events.map(({ data }) => (data as { entryId: string }).entryId)]);
    expect(struck).toEqual([
      ['exchange-x', ['exchange-x#0']],
      ['cohort-a', ['cohort-a#1']],
      ['cohort-k', ['cohort-k#1', 'cohort-k#0']],
    ]);
  });

  it('puts everyone back where they were, and leaves nobody of those who were registered with it', () => {
    const a = fold(cohort, 'cohort-a', withdrawn['cohort-a']!);
    const k = fold(cohort, 'cohort-k', withdrawn['cohort-k']!);
    expect(a).toMatchObject({
      status: 'open',
      accounts: fold(cohort, 'cohort-a', registered['cohort-a']!)['accounts' as never],
    });
    expect(k).toMatchObject({ status: 'withdrawn', accounts: new Map(), openHandovers: [] });
    expect(fold(exchange, 'exchange-x', withdrawn['exchange-x']!)).toMatchObject({ status: 'withdrawn', legs: [] });
  });

  it('lets it be recorded again under the same id, with the same cohorts', () => {
    const again = after(withdrawn, RecordExchange, 'x', { exchangeId: 'x', legs });
    expect(fold(exchange, 'exchange-x', again['exchange-x']!)).toMatchObject({ status: 'recorded' });
    expect(fold(cohort, 'cohort-k', again['cohort-k']!)).toMatchObject({ status: 'open' });
    expect(fold(cohort, 'cohort-k', after(again, RetractExchange, 'x', { reason: 'No.' })['cohort-k']!)).toMatchObject({
      status: 'withdrawn',
    });
  });

  it('takes a plan back', () => {
    const planned = after(registered, PlanExchange, 'x', { exchangeId: 'x', legs, planned: true });
    retract(planned).decided();
    const back = after(planned, RetractExchange, 'x', { reason: 'It was never announced.' });
    expect(fold(exchange, 'exchange-x', back['exchange-x']!)).toMatchObject({ status: 'withdrawn' });
  });

  it('finds one that was taken back already so', () => {
    retract(withdrawn).thenNothing();
  });

  it('is refused once people have gone on from it', () => {
    const gone = after(recorded, MarkInTransit, 'a', { destination: { country: 'BY' } });
    retract(gone).thenRejected('not-enough-people');
  });

  it('is refused where something else was entered of a cohort that it registered', () => {
    const split = after(recorded, MarkInTransit, 'k', { destination: { country: 'BY' } });
    retract(split).thenRejected('not-enough-people');
  });

  it('is refused for one that is not there', () => {
    retract({}).thenRejected('exchange-not-found');
  });
});
