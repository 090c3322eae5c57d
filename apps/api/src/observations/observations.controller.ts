import { Controller } from '@nestjs/common';
import { RecordObservation, RetractObservation, type Observation } from '#cases';
import {
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CommandRoute,
  CreateRoute,
} from '#http';
import type { ObservationAnswer } from './observation-answers.js';

const OBSERVATION = asDecidedOn<Observation, 'observation'>('observations', 'observation');

@ApiTags('observations')
@Controller('api/v1/observations')
export class ObservationsController {
  constructor(private readonly commands: CommandResponder) {}

  /** Keeps what a source says of a cohort, an exchange or a claim, or that it is silent: beside what others say. */
  @CreateRoute(RecordObservation, 'observationId')
  record(@CommandBody() request: CommandRequest): Promise<ObservationAnswer> {
    return this.commands.submit(request, OBSERVATION);
  }

  /** Takes an observation back: it stays visible, struck through. */
  @CommandRoute(RetractObservation, { action: 'retract-entry' })
  retractEntry(@CommandBody() request: CommandRequest): Promise<ObservationAnswer> {
    return this.commands.submit(request, OBSERVATION);
  }
}
