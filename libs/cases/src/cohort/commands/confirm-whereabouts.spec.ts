import { given } from '#eventsourcing/testing';
import { accountOf, AT, confirmed, refusedFields, registered, useCaseOf, went } from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { cohort } from '../cohort.js';
import { ConfirmWhereabouts } from './confirm-whereabouts.js';

const HISTORY = [registered(), went(AT.custody, AT.released, exactly(100))];
const confirm = (fields: object, history: Parameters<typeof given>[0][string] = HISTORY) =>
  given({ 'cohort-a': history }).when(useCaseOf(ConfirmWhereabouts), 'a', fields);

describe('confirming whereabouts', () => {
  it('says when somebody saw them there', () => {
    confirm({ at: { stage: 'released' }, occurredOn: '2025-08-24' }).thenEvents(confirmed(AT.released, '2025-08-24'));
  });

  it('means today where no day is given', () => {
    confirm({ at: { stage: 'custody' } }).thenEvents(confirmed(AT.custody, '2026-01-02'));
  });

  it('changes the one position', () => {
    const state = confirm({ at: { stage: 'custody' } }).after(cohort, 'a');
    expect(accountOf(state, AT.custody)?.confirmedOn).toBe('2026-01-02');
    expect(accountOf(state, AT.released)?.confirmedOn).toBeNull();
  });

  it('does not make it look longer ago when an older sighting is told late', () => {
    const state = confirm({ at: { stage: 'custody' }, occurredOn: '2025-09-01' }, [
      ...HISTORY,
      confirmed(AT.custody, '2025-09-10'),
    ]).after(cohort, 'a');
    expect(accountOf(state, AT.custody)?.confirmedOn).toBe('2025-09-10');
  });

  it('is not of tomorrow, nor of where nobody is', () => {
    confirm({ at: { stage: 'custody' }, occurredOn: '2027' }).thenRejected('occurred-in-the-future');
    confirm({ at: { stage: 'interim-care' } }).thenRejected('nobody-there', { present: ['custody', 'released'] });
  });

  it('needs a position', () => {
    expect(refusedFields(ConfirmWhereabouts, {})).toEqual(['at']);
    expect(refusedFields(ConfirmWhereabouts, { at: { stage: 'home' } })).toEqual(['at']);
  });
});
