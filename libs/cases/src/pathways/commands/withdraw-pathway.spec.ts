import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { definedPathway, withdrawnPathway } from '../../../testing/pathway-files.js';
import type { PathwayEvent } from '../events.js';
import { WithdrawPathway } from './withdraw-pathway.js';

const withdraw = (pathwayId: string, history: PathwayEvent[] = []) =>
  given({ [`pathway-${pathwayId}`]: history }).when(useCaseOf(WithdrawPathway), pathwayId, {
    reason: 'nobody goes this way',
  });

describe('withdrawing a pathway', () => {
  it('says that nobody is expected to go that way', () => {
    withdraw('by-belarus', [definedPathway()]).thenEvents(withdrawnPathway());
  });

  it('withdraws a default that nobody defined again', () => {
    withdraw('ru-military').thenEvents(withdrawnPathway());
  });

  it('is nothing new where it was withdrawn before', () => {
    withdraw('ru-military', [withdrawnPathway()]).thenNothing();
  });

  it('is refused where there is no such pathway', () => {
    withdraw('by-belarus').thenRejected('pathway-not-found', { pathwayId: 'by-belarus' });
  });

  it('needs a reason', () => {
    expect(refusedFields(WithdrawPathway, {})).toEqual(['reason']);
  });
});
