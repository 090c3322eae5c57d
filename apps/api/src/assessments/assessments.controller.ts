import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CorroborateEntry, DisputeEntry } from '#cases';
import { Act, ASSESSMENT, CommandDesk, Submitted } from '#nest';
import { KnownEntries } from './known-entries.js';

@ApiTags('entries')
@Controller('api/v1/entries')
export class AssessmentsController {
  constructor(
    private readonly commands: CommandDesk,
    private readonly entries: KnownEntries,
  ) {}

  /** Attaches to an entry of any file that another source says otherwise. The entry stands. */
  @Act()
  async disputeEntry(@Submitted() command: DisputeEntry) {
    await this.entries.check(command);
    return this.commands.submit(command, ASSESSMENT);
  }

  /** Attaches to an entry of any file that another source says the same. */
  @Act()
  async corroborateEntry(@Submitted() command: CorroborateEntry) {
    await this.entries.check(command);
    return this.commands.submit(command, ASSESSMENT);
  }
}
