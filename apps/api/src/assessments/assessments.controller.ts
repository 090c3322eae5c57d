import { Controller } from '@nestjs/common';
import { CorroborateEntry, DisputeEntry } from '#cases';
import { ApiTags, ASSESSMENT, CommandBody, CommandDesk, CommandRoute } from '#http';
import { KnownEntries } from './known-entries.js';

@ApiTags('entries')
@Controller('api/v1/entries')
export class AssessmentsController {
  constructor(
    private readonly commands: CommandDesk,
    private readonly entries: KnownEntries,
  ) {}

  /** Attaches to an entry of any file that another source says otherwise. The entry stands. */
  @CommandRoute()
  async disputeEntry(@CommandBody() command: DisputeEntry) {
    await this.entries.check(command);
    return this.commands.submit(command, ASSESSMENT);
  }

  /** Attaches to an entry of any file that another source says the same. */
  @CommandRoute()
  async corroborateEntry(@CommandBody() command: CorroborateEntry) {
    await this.entries.check(command);
    return this.commands.submit(command, ASSESSMENT);
  }
}
