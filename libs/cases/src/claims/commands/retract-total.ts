import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { RetractEntry } from '../../cohort/commands/retract-entry.js';
import type { EntryRetracted } from '../../cohort/events.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import type { PublishedTotal } from '../total.js';

/** Takes a published total back: it stays visible, struck through, and is no step of the count. */
export class RetractTotal extends RetractEntry {}

export function retractTotal(command: RetractTotal, state: PublishedTotal, { target, now }: Context): EntryRetracted[] {
  const { entryId, reason, occurredOn = null } = command;
  if (state.status === 'unknown') throw new Rejected('total-not-found', { totalId: target });
  notInFuture(command.occurredOn, now);
  if (state.entryId !== entryId) throw new Rejected('entry-not-found', { entryId });
  if (state.status === 'retracted') return [];
  const data = { entryId, retracted: 'PublishedTotalRecorded', reason, occurredOn, basis: stated(command.basis) };
  return [{ type: 'EntryRetracted', data }];
}
