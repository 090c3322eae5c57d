import { given, type History } from '#eventsourcing/testing';
import { refusedFields, registered, useCaseOf } from '../../../testing/case-files.js';
import { recordedExchange } from '../../../testing/exchange-files.js';
import type { ObservationRecorded } from '../observation.js';
import { TOPIC_NAMES } from '../topics.js';
import { RecordObservation } from './record-observation.js';
import { RetractObservation } from './retract-observation.js';

const HISTORY: History = { 'cohort-a': [registered()], 'exchange-x': [recordedExchange()] };
const ABOUT = { kind: 'cohort', id: 'a' } as const;
const basis = { source: 'news', url: null, publishedOn: null, reliability: 'F', credibility: '6' } as const;

const record = (fields: object, history: History = HISTORY) =>
  given(history).when(useCaseOf(RecordObservation), 'o', { observationId: 'o', about: ABOUT, ...fields });
const recorded = (facts: object): ObservationRecorded => ({
  type: 'ObservationRecorded',
  data: { observationId: 'o', about: ABOUT, party: null, occurredOn: null, basis: null, ...facts } as never,
});
const retract = (history: History) => given(history).when(useCaseOf(RetractObservation), 'o', { reason: 'a mistake' });

describe('recording an observation', () => {
  it('keeps what a source says of a topic', () => {
    record({ topic: 'condition', says: 'wounded', basis, occurredOn: '2025-08-24' }).then({
      'observation-o': [recorded({ topic: 'condition', says: 'wounded', basis, occurredOn: '2025-08-24' })],
    });
  });

  it('keeps that a statement is silent, of every topic, and of whom', () => {
    for (const topic of TOPIC_NAMES) {
      record({ topic, says: 'not-specified' }).then({ 'observation-o': [recorded({ topic, says: 'not-specified' })] });
    }
    const about = { kind: 'exchange', id: 'x' } as const;
    record({ about, topic: 'public-comment', says: 'not-specified', party: 'AE' }).then({
      'observation-o': [recorded({ about, topic: 'public-comment', says: 'not-specified', party: 'AE' })],
    });
  });

  it('is refused where it is no code of the topic, there is no such thing, or it is there already', () => {
    record({ topic: 'condition', says: 'humane' }).thenRejected('not-of-the-topic', { topic: 'condition' });
    record({ topic: 'condition', says: 'unclear', about: { kind: 'claim', id: 'x' } }).thenRejected('claim-not-found');
    const history = { ...HISTORY, 'observation-o': [recorded({ topic: 'condition', says: 'good' })] };
    record({ topic: 'condition', says: 'unclear' }, history).thenRejected('observation-exists');
    record({ topic: 'condition', says: 'unclear', occurredOn: '2999-01-01' }).thenRejected('occurred-in-the-future');
    const wrong = { observationId: 'o', about: ABOUT, topic: 'weather', says: 'fine' };
    expect(refusedFields(RecordObservation, wrong)).toEqual(['topic', 'says']);
  });

  it('can be taken back once, and said again', () => {
    const said = recorded({ topic: 'condition', says: 'good' });
    const struck = {
      type: 'EntryRetracted',
      data: {
        entryId: 'observation-o#0',
        retracted: 'ObservationRecorded',
        reason: 'a mistake',
        occurredOn: null,
        basis: null,
      },
    };
    retract({ 'observation-o': [said] }).thenEvents(struck);
    retract({ 'observation-o': [said, struck] }).thenNothing();
    retract({}).thenRejected('observation-not-found');
    record({ topic: 'condition', says: 'good' }, { ...HISTORY, 'observation-o': [said, struck] }).then({
      'observation-o': [said],
    });
  });
});
