import { Controller, Get } from '@nestjs/common';
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
import {
  Allow,
  ApiTags,
  COHORT,
  CommandBody,
  CommandDesk,
  CommandRoute,
  CreateRoute,
  FileDesk,
  QueryDesk,
  QueryParams,
} from '#http';
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
  @CreateRoute()
  register(@CommandBody({ creates: 'cohortId' }) command: RegisterCohort) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people are held at another place, by another custodian or by another Power. */
  @CommandRoute()
  transferCustody(@CommandBody() command: TransferCustody) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people set out for somewhere. */
  @CommandRoute()
  markInTransit(@CommandBody() command: MarkInTransit) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people are cared for in a third country. */
  @CommandRoute()
  admitToInterimCare(@CommandBody() command: AdmitToInterimCare) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people arrived in the Power of origin. */
  @CommandRoute()
  markRepatriated(@CommandBody() command: MarkRepatriated) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that treatment and recovery began at home. */
  @CommandRoute()
  beginRehabilitation(@CommandBody() command: BeginRehabilitation) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that rehabilitation is complete: people are discharged. */
  @CommandRoute()
  completeRehabilitation(@CommandBody() command: CompleteRehabilitation) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that people left the way home: died, declined repatriation, resettled, were detained again or were lost sight of. */
  @CommandRoute()
  recordExit(@CommandBody() command: RecordExit) {
    return this.commands.submit(command, COHORT);
  }

  /** Makes part of a cohort a cohort of its own. */
  @CommandRoute()
  splitCohort(@CommandBody() command: SplitCohort) {
    return this.commands.submit(command, COHORT);
  }

  /** Puts all people of a cohort into another one of the same category and origin. */
  @CommandRoute()
  mergeCohorts(@CommandBody() command: MergeCohorts) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that a count was wrong: the only way that a cohort's total changes. */
  @CommandRoute()
  correctHeadcount(@CommandBody() command: CorrectHeadcount) {
    return this.commands.submit(command, COHORT);
  }

  /** Takes an entry back: it stays visible, struck through. */
  @CommandRoute()
  retractEntry(@CommandBody() command: RetractEntry) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that somebody saw them where they are. */
  @CommandRoute()
  confirmWhereabouts(@CommandBody() command: ConfirmWhereabouts) {
    return this.commands.submit(command, COHORT);
  }

  /** Says that the receiving side confirms a leg of an exchange. */
  @CommandRoute()
  acknowledgeHandover(@CommandBody() command: AcknowledgeHandover) {
    return this.commands.submit(command, COHORT);
  }

  /** Lists cohorts as they stand. */
  @Get()
  @Allow('caseworker', 'auditor', 'reporter')
  list(@QueryParams() query: CohortListQuery) {
    return this.files.ask(query, COHORTS);
  }

  /** Shows one cohort as it stands: how many are where, since when, and what may be done next. */
  @Get(':id')
  @Allow('caseworker', 'auditor', 'reporter')
  show(@QueryParams() query: CohortQuery) {
    return this.queries.ask(query, 'cohort');
  }

  /** Shows the case file: every entry, retracted ones too, with who was where before and after. */
  @Get(':id/entries')
  @Allow('caseworker', 'auditor')
  entries(@QueryParams() query: CaseFileQuery) {
    return this.files.ask(query, CASE_FILE, 'cohort');
  }
}
