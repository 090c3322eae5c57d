import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { RetractEntry } from '../../cohort/commands/retract-entry.js';
import type { EntryRetracted } from '../../cohort/events.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import type { Claim } from '../claim.js';
import { knownClaim } from '../rules.js';

/** Takes a claim, or a decision about it, back: it stays visible, struck through, and no longer counts. */
export class RetractClaim extends RetractEntry {}

export function retractClaim(command: RetractClaim, state: Claim, { target, now }: Context): EntryRetracted[] {
  const { entryId, reason, occurredOn = null } = command;
  const claim = knownClaim(state, target);
  notInFuture(command.occurredOn, now);
  const entry = claim.entries.find(({ id }) => id === entryId);
  if (entry === undefined) throw new Rejected('entry-not-found', { entryId });
  if (entry.retracted) return [];
  if (entry.type === 'EntryRetracted') throw new Rejected('retraction-is-final', { entryId });
  return [
    {
      type: 'EntryRetracted',
      data: { entryId, retracted: entry.type, reason, occurredOn, basis: stated(command.basis) },
    },
  ];
}
