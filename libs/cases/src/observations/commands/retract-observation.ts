import { IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import type { EntryRetracted } from '../../cohort/events.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import { Rejected } from '../../refusals.js';
import { IsProse } from '../../values/decorators.js';
import type { Observation } from '../observation.js';

/** Takes an observation back: it stays visible, struck through. */
export class RetractObservation extends EntryFields {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function retractObservation(
  { reason, occurredOn = null, basis }: RetractObservation,
  state: Observation,
  { target, now }: Context,
): EntryRetracted[] {
  if (state.status === 'unknown') throw new Rejected('observation-not-found', { observationId: target });
  if (state.status === 'retracted') return [];
  notInFuture(occurredOn, now);
  const { entryId } = state;
  const said = { entryId, retracted: 'ObservationRecorded', reason, occurredOn, basis: stated(basis) };
  return [{ type: 'EntryRetracted', data: said }];
}
