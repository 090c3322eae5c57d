import { Controller, Get } from '@nestjs/common';
import { AcknowledgeAlert, SnoozeAlert } from '#cases';
import {
  Allow,
  ApiTags,
  asDecidedOn,
  CommandBody,
  type CommandRequest,
  CommandResponder,
  CommandRoute,
  FileDesk,
  QueryDesk,
  QueryParams,
} from '#http';
import { AlertListQuery, AlertQuery } from './alert-queries.dto.js';
import { KnownAlerts } from './known-alerts.js';
import { ALERTS } from '../tables/source-tables.js';

const ALERT = asDecidedOn('alerts', 'alert');

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
    private readonly alerts: KnownAlerts,
  ) {}

  /** Takes an alert in hand: it is shown as such until what caused it is gone. */
  @CommandRoute(AcknowledgeAlert)
  async acknowledgeAlert(@CommandBody() request: CommandRequest) {
    await this.alerts.check(request);
    return this.commands.submit(request, ALERT);
  }

  /** Puts an alert aside until a day. */
  @CommandRoute(SnoozeAlert)
  async snoozeAlert(@CommandBody() request: CommandRequest) {
    await this.alerts.check(request);
    return this.commands.submit(request, ALERT);
  }

  /** Lists what somebody should look at today, the oldest first; what is put aside only where it is asked for. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@QueryParams() query: AlertListQuery) {
    return this.files.ask(query, ALERTS);
  }

  /** Shows one alert: why, since when, the entries that caused it, and what was decided about it. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@QueryParams() query: AlertQuery) {
    return this.queries.ask(query, 'alert');
  }
}
