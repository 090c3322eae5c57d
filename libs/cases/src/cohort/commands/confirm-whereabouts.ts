import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import { Nested } from '../../values/decorators.js';
import type { Cohort } from '../cohort.js';
import type { WhereaboutsConfirmed } from '../events.js';
import { accountAt, notInFuture, openCohort } from '../rules.js';
import { STAGES } from '../stages.js';
import { EntryFields, PositionChoice } from './movement-fields.js';

/** Somebody saw them there: sets the position's "last confirmed" date. */
export class ConfirmWhereabouts extends EntryFields {
  /** Which position. */
  @Nested(() => PositionChoice)
  at!: PositionChoice;
}

export function confirmWhereabouts(
  command: ConfirmWhereabouts,
  cohort: Cohort,
  { target, now }: Context,
): WhereaboutsConfirmed[] {
  notInFuture(command.occurredOn, now);
  const { whereabouts: at } = accountAt(openCohort(cohort, target), STAGES, command.at);
  const occurredOn = command.occurredOn ?? now.slice(0, 10);
  return [{ type: 'WhereaboutsConfirmed', data: { at, occurredOn, basis: stated(command.basis) } }];
}
