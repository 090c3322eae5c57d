import { fold } from '#eventsourcing/testing';
import { recordedTotal, takenBack } from '../../testing/claim-files.js';
import type { TotalEvent } from './events.js';
import { publishedTotal } from './total.js';

const after = (...events: TotalEvent[]) => fold(publishedTotal, 'total-t', events);

describe('a published total', () => {
  it('is unknown until it is recorded', () => {
    expect(after()).toEqual({ status: 'unknown' });
    expect(after(takenBack('total-t#0', 'PublishedTotalRecorded'))).toEqual({ status: 'unknown' });
  });

  it('stands, and is retracted by the id of its entry', () => {
    expect(after(recordedTotal())).toEqual({ status: 'standing', id: 't', entryId: 'total-t#0' });
    expect(after(recordedTotal(), takenBack('total-t#0', 'PublishedTotalRecorded'))).toEqual({
      status: 'retracted',
      id: 't',
      entryId: 'total-t#0',
    });
  });
});
