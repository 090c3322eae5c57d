import { IsString, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import type { AlertAcknowledged, AlertHandling } from '../alert.js';

/** Takes an alert in hand. */
export class AcknowledgeAlert {
  /** What is being done: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function acknowledgeAlert(
  { reason }: AcknowledgeAlert,
  { acknowledged }: AlertHandling,
  { target }: Context,
): AlertAcknowledged[] {
  return acknowledged ? [] : [{ type: 'AlertAcknowledged', data: { alertId: target, reason } }];
}
