import { Injectable } from '@nestjs/common';
import { Rejected } from '#eventsourcing';
import { type CommandRequest, today } from '#http';
import { alertFile, ReadModels } from '#projections';

/** Knows which alerts hold today: they follow from the cases and the clock, and no stream of their own says so. */
@Injectable()
export class KnownAlerts {
  constructor(private readonly models: ReadModels) {}

  /** @throws Rejected alert-not-found where the command is about an alert that does not hold today */
  async check({ submission }: CommandRequest): Promise<void> {
    const alertId = submission.target;
    if ((await alertFile(this.models, alertId, { asOf: today() })) !== undefined) return;
    throw new Rejected('alert-not-found', { alertId });
  }
}
