import { given } from '#eventsourcing/testing';
import { AT, refusedFields, registered, useCaseOf, went } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import type { CohortEvent } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { AdmitToInterimCare } from './admit-to-interim-care.js';

const admit = (fields: object, history: readonly CohortEvent[] = [registered(exactly(146), AT['in-transit'])]) =>
  given({ 'cohort-a': history }).when(useCaseOf(AdmitToInterimCare), 'a', fields);
const BY = { place: { country: 'BY' } };

describe('admitting a cohort to interim care', () => {
  it('takes them in, in a third country', () => {
    admit(BY).thenEvents(went(AT['in-transit'], AT['interim-care'], { everyone: exactly(146) }));
  });

  it('keeps the place, the services, each once, and how long it is expected to take', () => {
    const to = whereabouts('interim-care', { country: 'BY', place: 'Gomel' });
    const facts = { services: ['medical', 'psychological'], expectedDays: 14 };
    const fields = {
      ...facts,
      services: ['medical', 'psychological', 'medical'],
      place: { country: 'BY', name: 'Gomel' },
    };
    admit(fields).thenEvents(went(AT['in-transit'], to, { everyone: exactly(146) }, facts));
  });

  it.each(['RU', 'UA'])('is not in %s, which is a party', (country) => {
    admit({ place: { country } }).thenRejected('not-a-third-country', {
      country,
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
    });
  });

  it('is not with the Power that holds them by now', () => {
    const history = [
      registered(),
      went(AT.custody, whereabouts('custody', { country: 'BY' }), { everyone: exactly(146) }, { detainingPower: 'BY' }),
      went(whereabouts('custody', { country: 'BY' }), AT.released, { everyone: exactly(146) }),
    ];
    admit(BY, history).thenRejected('not-a-third-country');
  });

  it.each<[string, object]>([
    ['place', {}],
    ['place', { place: { country: 'ru' } }],
    ['services', { ...BY, services: ['surgery'] }],
    ['services', { ...BY, services: 'medical' }],
    ['expectedDays', { ...BY, expectedDays: 0 }],
    ['expectedDays', { ...BY, expectedDays: 1.5 }],
  ])('needs a good %s: not %j', (field, body) => {
    expect(refusedFields(AdmitToInterimCare, body)).toEqual([field]);
  });
});
