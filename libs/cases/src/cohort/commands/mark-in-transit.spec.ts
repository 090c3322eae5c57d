import { given } from '#eventsourcing/testing';
import { AT, refusedFields, registered, useCaseOf, went } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { whereabouts } from '../whereabouts.js';
import { MarkInTransit } from './mark-in-transit.js';

const depart = (fields: object, history = [registered(exactly(146), AT.released)]) =>
  given({ 'cohort-a': history }).when(useCaseOf(MarkInTransit), 'a', fields);

describe('marking a cohort in transit', () => {
  it('puts them on the way to the destination', () => {
    depart({ destination: { country: 'BY' } }).thenEvents(
      went(AT.released, AT['in-transit'], { everyone: exactly(146) }),
    );
  });

  it('keeps the town, the day they are expected and who says so', () => {
    const destination = { country: 'BY', name: 'Gomel' };
    const to = whereabouts('in-transit', { country: 'BY', place: 'Gomel' });
    const facts = { expectedOn: '2025-08-25', occurredOn: '2025-08-24' };
    const basis = { source: 'ru-mod', url: null, publishedOn: null, reliability: 'F', credibility: '6' };
    depart({ ...facts, destination, basis: { source: 'ru-mod' } }).thenEvents(
      went(AT.released, to, { everyone: exactly(146) }, { ...facts, basis }),
    );
  });

  it('may expect them on a day to come', () => {
    expect(depart({ destination: { country: 'BY' }, expectedOn: '2099' }).decided()).toHaveLength(1);
  });

  it('needs a destination', () => {
    expect(refusedFields(MarkInTransit, {})).toEqual(['destination']);
    expect(refusedFields(MarkInTransit, { destination: { country: 'by' } })).toEqual(['destination']);
    expect(refusedFields(MarkInTransit, { destination: { country: 'BY' }, expectedOn: 'soon' })).toEqual([
      'expectedOn',
    ]);
  });
});
