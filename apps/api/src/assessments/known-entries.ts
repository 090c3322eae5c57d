import { Inject, Injectable } from '@nestjs/common';
import { Rejected, type EventStore } from '#eventsourcing';
import type { CorroborateEntry } from '#cases';
import { EVENT_STORE, type CommandRequest } from '#http';
import { ReadModels, sourceOfEntry } from '#projections';

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
  async check(request: CommandRequest): Promise<void> {
    await this.sourceOf(request);
  }

  /** @throws Rejected entry-not-found as `check`, source-corroborates-itself where the entry is of the same source */
  async checkOther(request: CommandRequest): Promise<void> {
    const { source } = (request.command as CorroborateEntry).basis;
    if ((await this.sourceOf(request)) === source) throw new Rejected('source-corroborates-itself', { source });
  }

  private async sourceOf({ submission }: CommandRequest): Promise<string | null> {
    const entryId = submission.target;
    // It may have been recorded a moment ago: what was there when the question came is looked at before it is denied.
    const head = await this.store.head();
    if (head !== undefined) await this.models.waitFor(head, PATIENCE_MS);
    const source = await sourceOfEntry(this.models, entryId);
    if (source === undefined) throw new Rejected('entry-not-found', { entryId });
    return source;
  }
}
