import { given } from '#eventsourcing/testing';
import { AT, registered, useCaseOf, went, whereaboutsIn } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { cohort } from '../cohort.js';
import { whereabouts } from '../whereabouts.js';
import { CompleteRehabilitation } from './complete-rehabilitation.js';

const SANATORIUM = whereabouts('rehabilitation', { country: 'RU', place: 'a sanatorium', runBy: 'a ministry' });
const complete = (fields: object) =>
  given({ 'cohort-a': [registered(exactly(146), SANATORIUM)] }).when(useCaseOf(CompleteRehabilitation), 'a', fields);

describe('completing rehabilitation', () => {
  it('discharges them, in the same country and from no facility', () => {
    complete({}).thenEvents(went(SANATORIUM, AT.discharged, { everyone: exactly(146) }));
  });

  it('can be for some of them', () => {
    expect(whereaboutsIn(complete({ headcount: exactly(6) }).after(cohort, 'a'))).toEqual({
      'rehabilitation RU a sanatorium a ministry': '140',
      'discharged RU': '6',
    });
  });
});
