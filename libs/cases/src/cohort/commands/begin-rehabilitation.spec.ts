import { given } from '#eventsourcing/testing';
import { AT, refusedFields, registered, useCaseOf, went } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { whereabouts } from '../whereabouts.js';
import { BeginRehabilitation } from './begin-rehabilitation.js';

const begin = (fields: object) =>
  given({ 'cohort-a': [registered(exactly(146), AT.repatriated)] }).when(useCaseOf(BeginRehabilitation), 'a', fields);

describe('beginning rehabilitation', () => {
  it('is in the Power of origin where no facility is named', () => {
    begin({}).thenEvents(went(AT.repatriated, AT.rehabilitation, { everyone: exactly(146) }));
  });

  it('keeps the facility, who runs it and the services, each once', () => {
    const operator = 'Russian Ministry of Defence';
    const to = whereabouts('rehabilitation', { country: 'RU', place: 'a sanatorium', runBy: operator });
    const fields = { facility: { country: 'RU', name: 'a sanatorium' }, operator, services: ['medical', 'medical'] };
    begin(fields).thenEvents(went(AT.repatriated, to, { everyone: exactly(146) }, { operator, services: ['medical'] }));
  });

  it('knows its services', () => {
    expect(refusedFields(BeginRehabilitation, { services: ['massage'] })).toEqual(['services']);
    expect(refusedFields(BeginRehabilitation, { facility: {} })).toEqual(['facility']);
  });
});
