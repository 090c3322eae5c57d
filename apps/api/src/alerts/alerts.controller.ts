import { Controller } from '@nestjs/common';
import { AcknowledgeAlert, SnoozeAlert, type AlertHandling } from '#cases';
import { ApiTags, asDecidedOn, CommandBody, type CommandRequest, CommandResponder, CommandRoute } from '#http';
import { KnownAlerts } from './known-alerts.js';
import type { AlertAnswer } from './alert-answers.js';

const ALERT = asDecidedOn<AlertHandling, 'alert'>('alerts', 'alert');

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly alerts: KnownAlerts,
  ) {}

  /** Takes an alert in hand: it is shown as such until what caused it is gone. */
  @CommandRoute(AcknowledgeAlert)
  async acknowledgeAlert(@CommandBody() request: CommandRequest): Promise<AlertAnswer> {
    await this.alerts.check(request);
    return this.commands.submit(request, ALERT);
  }

  /** Puts an alert aside until a day. */
  @CommandRoute(SnoozeAlert)
  async snoozeAlert(@CommandBody() request: CommandRequest): Promise<AlertAnswer> {
    await this.alerts.check(request);
    return this.commands.submit(request, ALERT);
  }
}
