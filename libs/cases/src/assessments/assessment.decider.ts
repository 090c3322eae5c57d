import { commandsOf, type UseCase } from '#eventsourcing';
import { graded } from '../sources/grading.js';
import { assessment } from './assessment.js';
import { CorroborateEntry, corroborateEntry } from './commands/corroborate-entry.js';
import { DisputeEntry, disputeEntry } from './commands/dispute-entry.js';

const on = commandsOf(assessment);

/** What can be attached to any entry. */
export const assessmentUseCases: readonly UseCase<any>[] = [
  on(DisputeEntry, disputeEntry),
  on(CorroborateEntry, corroborateEntry),
].map(graded);
