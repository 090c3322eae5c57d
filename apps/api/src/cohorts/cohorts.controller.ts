import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AcknowledgeHandover,
  AdmitToInterimCare,
  BeginRehabilitation,
  CompleteRehabilitation,
  ConfirmWhereabouts,
  CorrectHeadcount,
  MarkInTransit,
  MarkRepatriated,
  MergeCohorts,
  RecordExit,
  RegisterCohort,
  RetractEntry,
  SplitCohort,
  TransferCustody,
} from '#cases';
import { Act, Allow, Asked, COHORT, CommandDesk, Create, QueryDesk, Submitted, FileDesk } from '#nest';
import { CaseFileQuery, CohortListQuery, CohortQuery } from './cohort-queries.dto.js';
import { CASE_FILE, COHORTS } from '../tables/cohort-tables.js';

@ApiTags('cohorts')
@Controller('api/v1/cohorts')
export class CohortsController {
  constructor(
    private readonly commands: CommandDesk,
    private readonly queries: QueryDesk,
    private readonly files: FileDesk,
  ) {}

  /** Opens the case of a cohort in the Detaining Power's custody. */
  @Create()
  register(@Submitted({ creates: 'cohortId' }) command: RegisterCohort) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people are held at another place, by another custodian or by another Power. */
  @Act()
  transferCustody(@Submitted() command: TransferCustody) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people set out for somewhere. */
  @Act()
  markInTransit(@Submitted() command: MarkInTransit) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people are cared for in a third country. */
  @Act()
  admitToInterimCare(@Submitted() command: AdmitToInterimCare) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people arrived in the Power of origin. */
  @Act()
  markRepatriated(@Submitted() command: MarkRepatriated) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that treatment and recovery began at home. */
  @Act()
  beginRehabilitation(@Submitted() command: BeginRehabilitation) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that rehabilitation is complete: people are discharged. */
  @Act()
  completeRehabilitation(@Submitted() command: CompleteRehabilitation) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people left the way home: died, declined repatriation, resettled, were detained again or were lost sight of. */
  @Act()
  recordExit(@Submitted() command: RecordExit) {
    return this.commands.submit(command, COHORT);
  }

  /** Makes part of a cohort a cohort of its own. */
  @Act()
  splitCohort(@Submitted() command: SplitCohort) {
    return this.commands.submit(command, COHORT);
  }

  /** Puts all people of a cohort into another one of the same category and origin. */
  @Act()
  mergeCohorts(@Submitted() command: MergeCohorts) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that a count was wrong: the only way that a cohort's total changes. */
  @Act()
  correctHeadcount(@Submitted() command: CorrectHeadcount) {
    return this.commands.submit(command, COHORT);
  }

  /** Takes an entry back: it stays visible, struck through. */
  @Act()
  retractEntry(@Submitted() command: RetractEntry) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that somebody saw them where they are. */
  @Act()
  confirmWhereabouts(@Submitted() command: ConfirmWhereabouts) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that the receiving side confirms a leg of an exchange. */
  @Act()
  acknowledgeHandover(@Submitted() command: AcknowledgeHandover) {
    return this.commands.submit(command, COHORT);
  }

  /** Lists cohorts as they stand. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@Asked() query: CohortListQuery) {
    return this.files.ask(query, COHORTS);
  }

  /** Shows one cohort as it stands: how many are where, since when, and what may be done next. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@Asked() query: CohortQuery) {
    return this.queries.ask(query, 'cohort');
  }

  /** Shows the case file: every entry, retracted ones too, with who was where before and after. */
  @Get(':id/entries')
  @Allow('caseworker', 'auditor')
  entries(@Asked() query: CaseFileQuery) {
    return this.files.ask(query, CASE_FILE, 'cohort');
  }
}
