import { IsString, IsUUID, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import type { EntryRetracted } from '../../cohort/events.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import type { Exchange } from '../exchange.js';
import { knownExchange } from '../rules.js';

/** Takes a report, a decision or an abortion back: it stays visible, struck through, and no longer counts. */
export class RetractExchangeEntry extends EntryFields {
  /** The `entryId` of the entry. */
  @IsUUID()
  entryId!: string;

  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function retractExchangeEntry(
  command: RetractExchangeEntry,
  state: Exchange,
  { target, now }: Context,
): EntryRetracted[] {
  const { entryId, reason, occurredOn = null } = command;
  const entry = knownExchange(state, target).entries.find(({ id }) => id === entryId);
  if (entry === undefined) throw new Rejected('entry-not-found', { entryId });
  if (entry.retracted) return [];
  if (entry.type === 'EntryRetracted') throw new Rejected('retraction-is-final', { entryId });
  if (entry.type === 'ExchangeAmended') throw new Rejected('amendment-is-final', { entryId, of: target });
  if (entry.type === 'ExchangeRecorded' || entry.type === 'ExchangePlanned') {
    throw new Rejected('entry-spans-cohorts', { entryId, type: entry.type });
  }
  notInFuture(occurredOn, now);
  return [
    {
      type: 'EntryRetracted',
      data: { entryId, retracted: entry.type, reason, occurredOn, basis: stated(command.basis) },
    },
  ];
}
