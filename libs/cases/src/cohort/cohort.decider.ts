import { across, commandsOf, type UseCase } from '#eventsourcing';
import { graded } from '../sources/grading.js';
import { cohort } from './cohort.js';
import { AcknowledgeHandover, acknowledgeHandover } from './commands/acknowledge-handover.js';
import { AdmitToInterimCare, admitToInterimCare } from './commands/admit-to-interim-care.js';
import { AmendEntry, amendEntry } from './commands/amend-entry.js';
import { AssignCohort, assignCohort } from './commands/assign-cohort.js';
import { BeginRehabilitation, beginRehabilitation } from './commands/begin-rehabilitation.js';
import { CompleteRehabilitation, completeRehabilitation } from './commands/complete-rehabilitation.js';
import { ConfirmWhereabouts, confirmWhereabouts } from './commands/confirm-whereabouts.js';
import { CorrectHeadcount, correctHeadcount } from './commands/correct-headcount.js';
import { EndWatch, endWatch } from './commands/end-watch.js';
import { MarkInTransit, markInTransit } from './commands/mark-in-transit.js';
import { MarkRepatriated, markRepatriated } from './commands/mark-repatriated.js';
import { MergeCohorts, mergeCohorts } from './commands/merge-cohorts.js';
import { RecordExit, recordExit } from './commands/record-exit.js';
import { RecordReturn, recordReturn } from './commands/record-return.js';
import { RegisterCohort, registerCohort } from './commands/register-cohort.js';
import { RenameCohort, renameCohort } from './commands/rename-cohort.js';
import { RetractEntry, retractEntry } from './commands/retract-entry.js';
import { SplitCohort, splitCohort } from './commands/split-cohort.js';
import { TransferCustody, transferCustody } from './commands/transfer-custody.js';
import { WatchCohort, watchCohort } from './commands/watch-cohort.js';

const on = commandsOf(cohort);

/** Everything that can be done with a cohort. `RecordExchange` hands it over: see the exchange's table. */
export const cohortUseCases: readonly UseCase<any>[] = [
  on(RegisterCohort, registerCohort),
  on(TransferCustody, transferCustody),
  on(MarkInTransit, markInTransit),
  on(AdmitToInterimCare, admitToInterimCare),
  on(MarkRepatriated, markRepatriated),
  on(BeginRehabilitation, beginRehabilitation),
  on(CompleteRehabilitation, completeRehabilitation),
  on(RecordExit, recordExit),
  on(RecordReturn, recordReturn),
  across(SplitCohort, splitCohort),
  across(MergeCohorts, mergeCohorts),
  on(CorrectHeadcount, correctHeadcount),
  on(RenameCohort, renameCohort),
  on(AmendEntry, amendEntry),
  on(RetractEntry, retractEntry),
  on(WatchCohort, watchCohort),
  on(EndWatch, endWatch),
  on(AssignCohort, assignCohort),
  on(ConfirmWhereabouts, confirmWhereabouts),
  on(AcknowledgeHandover, acknowledgeHandover),
].map(graded);
