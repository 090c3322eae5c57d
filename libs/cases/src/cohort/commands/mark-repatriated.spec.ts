import { given } from '#eventsourcing/testing';
import { AT, registered, useCaseOf, went } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { whereabouts } from '../whereabouts.js';
import { MarkRepatriated } from './mark-repatriated.js';

const arrive = (fields: object, from = AT.released) =>
  given({ 'cohort-a': [registered(exactly(146), from)] }).when(useCaseOf(MarkRepatriated), 'a', fields);

describe('marking a cohort repatriated', () => {
  it('says that they arrived in the Power of origin', () => {
    arrive({}).thenEvents(went(AT.released, AT.repatriated, { everyone: exactly(146) }));
    arrive({ place: { country: 'RU' } }).thenEvents(went(AT.released, AT.repatriated, { everyone: exactly(146) }));
  });

  it('keeps where', () => {
    const to = whereabouts('repatriated', { country: 'RU', place: 'Bryansk' });
    arrive({ place: { country: 'RU', name: 'Bryansk' } }).thenEvents(went(AT.released, to, { everyone: exactly(146) }));
  });

  it.each(['BY', 'UA'])('is not in %s', (country) => {
    arrive({ place: { country } }).thenRejected('not-the-power-of-origin', { country, powerOfOrigin: 'RU' });
  });
});
