import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { recordedTotal, takenBack } from '../../../testing/claim-files.js';
import type { TotalEvent } from '../events.js';
import { RetractTotal } from './retract-total.js';

const retract = (entryId = 'total-t#0', history: TotalEvent[] = [recordedTotal()], fields: object = {}) =>
  given({ 'total-t': history }).when(useCaseOf(RetractTotal), 't', { entryId, reason: 'a mistake', ...fields });

describe('retracting a published total', () => {
  it('strikes it through', () => {
    retract().thenEvents(takenBack('total-t#0', 'PublishedTotalRecorded'));
  });

  it('is nothing new where it was struck through before', () => {
    retract('total-t#0', [recordedTotal(), takenBack('total-t#0', 'PublishedTotalRecorded')]).thenNothing();
  });

  it('is refused where there is no such total or entry', () => {
    retract('total-t#0', []).thenRejected('total-not-found', { totalId: 't' });
    retract('total-t#1').thenRejected('entry-not-found', { entryId: 'total-t#1' });
  });

  it('is refused on a day to come', () => {
    retract('total-t#0', [recordedTotal()], { occurredOn: '2026-01-04' }).thenRejected('occurred-in-the-future');
  });

  it('needs to say what and why', () => {
    expect(refusedFields(RetractTotal, {}).toSorted()).toEqual(['entryId', 'reason']);
  });
});
