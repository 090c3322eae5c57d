import { commandsOf, type UseCase } from '#eventsourcing';
import { alert } from './alert.js';
import { AcknowledgeAlert, acknowledgeAlert } from './commands/acknowledge-alert.js';
import { SnoozeAlert, snoozeAlert } from './commands/snooze-alert.js';

const on = commandsOf(alert);

/** What can be done about an alert. */
export const alertUseCases: readonly UseCase<any>[] = [
  on(AcknowledgeAlert, acknowledgeAlert),
  on(SnoozeAlert, snoozeAlert),
];
