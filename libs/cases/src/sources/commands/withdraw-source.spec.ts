import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { registeredSource, withdrawnSource } from '../../../testing/source-files.js';
import type { SourceEvent } from '../events.js';
import { WithdrawSource } from './withdraw-source.js';

const withdraw = (history: SourceEvent[]) =>
  given({ 'source-ru-mod': history }).when(useCaseOf(WithdrawSource), 'ru-mod', { reason: 'it copied another one' });

describe('withdrawing a source', () => {
  it('says why it is not to be relied on', () => {
    withdraw([registeredSource()]).thenEvents(withdrawnSource());
  });

  it('is nothing new where it was withdrawn before', () => {
    withdraw([registeredSource(), withdrawnSource()]).thenNothing();
  });

  it('is refused where there is no such source', () => {
    withdraw([]).thenRejected('source-not-found', { sourceId: 'ru-mod' });
  });

  it('needs a reason', () => {
    expect(refusedFields(WithdrawSource, {})).toEqual(['reason']);
  });
});
