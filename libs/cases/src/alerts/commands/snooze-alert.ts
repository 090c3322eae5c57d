import { IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { IsDay, IsProse } from '../../values/decorators.js';
import { addDays } from '../../values/edtf.js';
import type { AlertHandling, AlertSnoozed } from '../alert.js';

/** The longest that an alert can sleep, in days: what nobody looks at for a quarter is not being watched. */
const LONGEST = 92;

/** Puts an alert aside until a day. */
export class SnoozeAlert {
  /** The day on which it is shown again: `YYYY-MM-DD`, at most 92 days ahead. */
  @IsDay()
  until!: string;

  /** Why it can wait: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function snoozeAlert(
  { until, reason }: SnoozeAlert,
  { snoozedUntil }: AlertHandling,
  { target, now }: Context,
): AlertSnoozed[] {
  const today = now.slice(0, 10);
  if (until <= today) throw new Rejected('day-passed', { until, today });
  if (until > addDays(today, LONGEST))
    throw new Rejected('snoozed-too-long', { until, latest: addDays(today, LONGEST) });
  return snoozedUntil === until ? [] : [{ type: 'AlertSnoozed', data: { alertId: target, until, reason } }];
}
