import { IsString, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import type { ExchangeAborted } from '../events.js';
import type { Exchange } from '../exchange.js';
import { knownExchange } from '../rules.js';

/** Says that a planned exchange did not happen. */
export class AbortExchange extends EntryFields {
  /** Why, as far as it is known: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function abortExchange(command: AbortExchange, state: Exchange, { target, now }: Context): ExchangeAborted[] {
  const { status } = knownExchange(state, target);
  if (status === 'aborted') return [];
  if (status === 'recorded') throw new Rejected('exchange-took-place', { exchangeId: target });
  notInFuture(command.occurredOn, now);
  const { reason, occurredOn = null, basis } = command;
  return [{ type: 'ExchangeAborted', data: { reason, occurredOn, basis: stated(basis) } }];
}
