import { Controller } from '@nestjs/common';
import {
  AcknowledgeHandover,
  AdmitToInterimCare,
  AmendEntry,
  AssignCohort,
  BeginRehabilitation,
  CompleteRehabilitation,
  ConfirmWhereabouts,
  CorrectHeadcount,
  EndWatch,
  MarkInTransit,
  MarkRepatriated,
  MergeCohorts,
  RecordExit,
  RecordReturn,
  RegisterCohort,
  RenameCohort,
  RetractEntry,
  SplitCohort,
  TransferCustody,
  WatchCohort,
} from '#cases';
import { ApiTags, CommandBody, type CommandRequest, CommandResponder, CommandRoute, CreateRoute } from '#http';
import { COHORT } from './cohort-view.js';
import type { CohortAnswer } from './cohort-answers.js';

@ApiTags('cohorts')
@Controller('api/v1/cohorts')
export class CohortsController {
  constructor(private readonly commands: CommandResponder) {}

  /** Opens the case of a cohort in the Detaining Power's custody. */
  @CreateRoute(RegisterCohort, 'cohortId')
  register(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that people are held at another place, by another custodian or by another Power. */
  @CommandRoute(TransferCustody)
  transferCustody(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that people set out for somewhere. */
  @CommandRoute(MarkInTransit)
  markInTransit(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that people are cared for in a third country. */
  @CommandRoute(AdmitToInterimCare)
  admitToInterimCare(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that people arrived in the Power of origin. */
  @CommandRoute(MarkRepatriated)
  markRepatriated(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that treatment and recovery began at home. */
  @CommandRoute(BeginRehabilitation)
  beginRehabilitation(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that rehabilitation is complete: people are discharged. */
  @CommandRoute(CompleteRehabilitation)
  completeRehabilitation(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that people left the way home: died, declined repatriation, resettled, were detained again or were lost sight of. */
  @CommandRoute(RecordExit)
  recordExit(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that people who had left the way home are on it again: found, in custody again, or come back. */
  @CommandRoute(RecordReturn)
  recordReturn(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Makes part of a cohort a cohort of its own. */
  @CommandRoute(SplitCohort)
  splitCohort(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Puts all people of a cohort into another one of the same category and origin. */
  @CommandRoute(MergeCohorts)
  mergeCohorts(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that a count was wrong: the only way that a cohort's total changes. */
  @CommandRoute(CorrectHeadcount)
  correctHeadcount(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Calls a cohort otherwise. Its id stays, and its case file says what it was called. */
  @CommandRoute(RenameCohort)
  renameCohort(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Puts an entry right: its date, place, services or source. It stays visible as it was said; what follows from it follows. */
  @CommandRoute(AmendEntry)
  amendEntry(@CommandBody() request: CommandRequest) {
    return this.commands.submit(request, COHORT);
  }

  /** Takes an entry back: it stays visible, struck through. */
  @CommandRoute(RetractEntry)
  retractEntry(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that somebody saw them where they are. */
  @CommandRoute(ConfirmWhereabouts)
  confirmWhereabouts(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that the receiving side confirms a leg of an exchange. */
  @CommandRoute(AcknowledgeHandover)
  acknowledgeHandover(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Takes a cohort on: from now on alerts are raised about it. */
  @CommandRoute(WatchCohort)
  watchCohort(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says that nobody looks after a cohort any longer: no alerts are raised about it. */
  @CommandRoute(EndWatch)
  endWatch(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }

  /** Says who looks after a cohort. Given one that nobody watched, they take it on. */
  @CommandRoute(AssignCohort)
  assignCohort(@CommandBody() request: CommandRequest): Promise<CohortAnswer> {
    return this.commands.submit(request, COHORT);
  }
}
