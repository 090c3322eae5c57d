import { Inject, Injectable } from '@nestjs/common';
import { Rejected, type EventStore } from '#eventsourcing';
import { EVENT_STORE, type CommandRequest } from '#http';
import { isEntry, ReadModels } from '#projections';

/** So long an entry that the read models do not know yet is waited for. */
const PATIENCE_MS = 5_000;

/** Knows which entries there are, of all files. */
@Injectable()
export class KnownEntries {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** @throws Rejected entry-not-found where the command is about an entry that there is not */
  async check({ submission }: CommandRequest): Promise<void> {
    const entryId = submission.target;
    // It may have been recorded a moment ago: what was there when the question came is looked at before it is denied.
    const head = await this.store.head();
    if (head !== undefined) await this.models.waitFor(head, PATIENCE_MS);
    if (!(await isEntry(this.models, entryId))) throw new Rejected('entry-not-found', { entryId });
  }
}
