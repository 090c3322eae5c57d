import { given } from '#eventsourcing/testing';
import { accountOf, AT, known, registered, useCaseOf, went, whereaboutsIn } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { cohort } from '../cohort.js';
import { whereabouts } from '../whereabouts.js';
import { TransferCustody } from './transfer-custody.js';

const transfer = (fields: object, history = [registered()]) =>
  given({ 'cohort-a': history }).when(useCaseOf(TransferCustody), 'a', fields);

describe('transferring custody', () => {
  it('can be to another place', () => {
    const to = whereabouts('custody', { country: 'UA', place: 'a camp' });
    transfer({ place: { country: 'UA', name: 'a camp' } }).thenEvents(went(AT.custody, to, { everyone: exactly(146) }));
  });

  it('can be to another custodian', () => {
    const to = whereabouts('custody', { country: 'UA', runBy: 'SBU' });
    transfer({ custodian: 'SBU' }).thenEvents(went(AT.custody, to, { everyone: exactly(146) }, { custodian: 'SBU' }));
  });

  it('can be to another Detaining Power, in whose country they then are', () => {
    const state = transfer({ detainingPower: 'PL' }).after(cohort, 'a');
    expect(whereaboutsIn(state)).toEqual({ 'custody PL': '146' });
    expect(known(state).detainingPower).toBe('PL');
  });

  it('can be to another Detaining Power in the same place', () => {
    const state = transfer({ detainingPower: 'PL', place: { country: 'UA' }, occurredOn: '2025-08-24' }).after(
      cohort,
      'a',
    );
    expect(whereaboutsIn(state)).toEqual({ 'custody UA': '146' });
    expect(known(state).detainingPower).toBe('PL');
  });

  it('leaves those who stay where they are', () => {
    expect(whereaboutsIn(transfer({ custodian: 'SBU', headcount: exactly(46) }).after(cohort, 'a'))).toEqual({
      'custody UA': '100',
      'custody UA SBU': '46',
    });
  });

  it('of a part says nothing of who holds the others', () => {
    const state = transfer({ custodian: 'SBU', headcount: exactly(46) }).after(cohort, 'a');
    expect(known(state).custodian).toBeNull();
    const everyone = transfer({ custodian: 'SBU' }).after(cohort, 'a');
    expect(known(everyone).custodian).toBe('SBU');
  });

  it('of a part cannot be to another Detaining Power: it goes its own way first', () => {
    transfer({ detainingPower: 'PL', headcount: exactly(46) }).thenRejected('others-stay-in-custody', {
      detainingPower: 'UA',
      cohortId: 'a',
    });
    const everyone = transfer({ detainingPower: 'PL', headcount: exactly(146) }).after(cohort, 'a');
    expect(known(everyone).detainingPower).toBe('PL');
  });

  it('is nothing where everything stays the same', () => {
    transfer({}).thenNothing();
    transfer({ detainingPower: 'UA', place: { country: 'UA' } }).thenNothing();
  });

  it('is never to the Power of origin: that is to come home', () => {
    transfer({ detainingPower: 'RU' }).thenRejected('same-power', { powerOfOrigin: 'RU' });
  });

  it('does not forget since when they are held where only the Detaining Power changes', () => {
    const history = [registered(exactly(146), AT.custody, { custodySince: '2022-21' })];
    const state = transfer({ detainingPower: 'PL', place: { country: 'UA' }, occurredOn: '2025-08-24' }, history);
    expect(accountOf(state.after(cohort, 'a'), AT.custody)?.since).toBe('2022-21');
  });
});
