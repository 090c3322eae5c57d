import { commandsOf, type UseCase } from '#eventsourcing';
import { DefinePathway, definePathway } from './commands/define-pathway.js';
import { WithdrawPathway, withdrawPathway } from './commands/withdraw-pathway.js';
import { pathway } from './pathway.js';

const on = commandsOf(pathway);

/** What an administrator can do with pathways. */
export const pathwayUseCases: readonly UseCase<any>[] = [
  on(DefinePathway, definePathway),
  on(WithdrawPathway, withdrawPathway),
];
