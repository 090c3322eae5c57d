import { Controller } from '@nestjs/common';
import { CorroborateEntry, DisputeEntry, type Assessment } from '#cases';
import { ApiTags, asDecidedOn, CommandBody, type CommandRequest, CommandResponder, CommandRoute } from '#http';
import { KnownEntries } from './known-entries.js';
import type { AssessmentAnswer } from './assessment-answers.js';

const ASSESSMENT = asDecidedOn<Assessment, 'assessment'>('entries', 'assessment');

@ApiTags('entries')
@Controller('api/v1/entries')
export class AssessmentsController {
  constructor(
    private readonly commands: CommandResponder,
    private readonly entries: KnownEntries,
  ) {}

  /** Attaches to an entry of any file that another source says otherwise. The entry stands. */
  @CommandRoute(DisputeEntry)
  async disputeEntry(@CommandBody() request: CommandRequest): Promise<AssessmentAnswer> {
    await this.entries.check(request);
    return this.commands.submit(request, ASSESSMENT);
  }

  /** Attaches to an entry of any file that another source says the same. */
  @CommandRoute(CorroborateEntry)
  async corroborateEntry(@CommandBody() request: CommandRequest): Promise<AssessmentAnswer> {
    await this.entries.checkOther(request);
    return this.commands.submit(request, ASSESSMENT);
  }
}
