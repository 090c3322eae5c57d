import { given } from '#eventsourcing/testing';
import { refusedFields, registered, useCaseOf } from '../../../testing/case-files.js';
import { exactly, NOT_STATED } from '../../values/figure.js';
import { whereabouts } from '../whereabouts.js';
import { RegisterCohort } from './register-cohort.js';

const RU_POW = {
  cohortId: 'a',
  name: 'Russian servicemen',
  category: 'prisoner-of-war',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
} as const;
const register = (fields: object = {}, history = {}) =>
  given(history).when(useCaseOf(RegisterCohort), 'a', { ...RU_POW, ...fields });

describe('registering a cohort', () => {
  it('opens its case in the custody of the Detaining Power', () => {
    register({ headcount: exactly(146) }).thenEvents(registered(exactly(146)));
  });

  it('takes a headcount that is left out for one that is not stated', () => {
    register().thenEvents(registered(NOT_STATED));
    register({ headcount: null }).thenEvents(registered(NOT_STATED));
  });

  it('keeps where they are held, by whom, since when and as what', () => {
    const to = whereabouts('custody', { country: 'UA', place: 'a camp', runBy: 'SBU' });
    const facts = { custodian: 'SBU', custodySince: '2022-21', legalStatus: 'prisoner of war' };
    register({ ...facts, headcount: exactly(3), place: { country: 'UA', name: 'a camp' } }).thenEvents(
      registered(exactly(3), to, facts),
    );
  });

  it('believes that they are held in another country than that of the Detaining Power', () => {
    const [decided] = register({ place: { country: 'PL' } }).decided();
    expect(decided!.events[0]!.data).toMatchObject({ moved: [{ to: whereabouts('custody', { country: 'PL' }) }] });
  });

  it('needs an id that no other cohort ever had', () => {
    register({}, { 'cohort-a': [registered()] }).thenRejected('cohort-exists', { cohortId: 'a' });
  });

  it('needs two Powers', () => {
    register({ detainingPower: 'RU' }).thenRejected('same-power');
  });

  it('is not about what is still to come', () => {
    register({ occurredOn: '2027' }).thenRejected('occurred-in-the-future');
    register({ custodySince: '2027' }).thenRejected('occurred-in-the-future');
  });

  it.each<[string, object]>([
    ['cohortId', { cohortId: 'Cohort A' }],
    ['name', { name: '' }],
    ['category', { category: 'hostage' }],
    ['powerOfOrigin', { powerOfOrigin: 'ru' }],
    ['detainingPower', { detainingPower: null }],
    ['headcount', { headcount: 146 }],
    ['place', { place: { country: 'Ukraine' } }],
    ['custodySince', { custodySince: 'long ago' }],
    ['occurredOn', { occurredOn: '24.08.2025' }],
    ['basis', { basis: {} }],
  ])('needs a good %s: not %j', (field, change) => {
    expect(refusedFields(RegisterCohort, { ...RU_POW, ...change })).toEqual([field]);
  });
});
