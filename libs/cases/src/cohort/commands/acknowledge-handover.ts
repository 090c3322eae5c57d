import { IsUUID } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { standingEntries, type Cohort } from '../cohort.js';
import type { HandoverAcknowledged } from '../events.js';
import { notInFuture, openCohort } from '../rules.js';
import { EntryFields } from './movement-fields.js';

/** The receiving side confirms that a leg of an exchange arrived. */
export class AcknowledgeHandover extends EntryFields {
  /** The `entryId` of the handover. */
  @IsUUID()
  entryId!: string;
}

export function acknowledgeHandover(
  command: AcknowledgeHandover,
  state: Cohort,
  { target, now }: Context,
): HandoverAcknowledged[] {
  const cohort = openCohort(state, target);
  notInFuture(command.occurredOn, now);
  const { entryId } = command;
  if (!cohort.openHandovers.includes(entryId)) {
    if (standingEntries(cohort).some(({ about, type }) => about === entryId && type === 'HandoverAcknowledged'))
      return [];
    throw new Rejected('handover-not-found', { entryId });
  }
  return [
    {
      type: 'HandoverAcknowledged',
      data: { entryId, occurredOn: command.occurredOn ?? null, basis: stated(command.basis) },
    },
  ];
}
