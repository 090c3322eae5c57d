import type { AlertHandling } from '#cases';
import type { CommandAnswer, Decided } from '#http';

/** What a command about an alert is answered with. */
export interface AlertAnswer extends CommandAnswer {
  readonly alert: Decided<AlertHandling>;
}
