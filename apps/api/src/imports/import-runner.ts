import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { importBatch, MODELS } from '#cases';
import { CommandHandling, inNewestShapes, Rejected, streamOf, type EventStore, type Recorded } from '#eventsourcing';
import {
  applyImport,
  mappingFrom,
  planImport,
  reverse,
  type ImportReport,
  type ImportRequest,
  type Reversal,
} from '#imports';
import { EVENT_STORE, HttpProblem } from '#http';
import { importBatches, ReadModels } from '#projections';
import type { ApplyImport } from './import.dto.js';
import { openSheetApart } from './sheet-apart.js';
import { UploadStore, type UploadedImport } from './upload-store.js';

/** An import as it stands. */
export interface ImportFile {
  readonly id: string;
  readonly kind: string;
  readonly sha256: string;
  readonly mappingSha256: string | null;
  /** `checked`: nothing of it is recorded. `started`: its recording was interrupted, and can be taken up again. */
  readonly status: 'checked' | 'started' | 'completed' | 'reversed';
  readonly by: string;
  readonly at: string;
  /** True while the table is kept: it can be applied. */
  readonly canBeApplied: boolean;
}

/** Tries tables out, records them and takes them back: one thing at a time for each import. */
@Injectable()
export class ImportRunner {
  private readonly underWay = new Set<string>();
  private readonly store: EventStore;

  constructor(
    private readonly uploads: UploadStore,
    @Inject(EVENT_STORE) store: EventStore,
    private readonly handling: CommandHandling,
    private readonly models: ReadModels,
  ) {
    this.store = inNewestShapes(store, MODELS);
  }

  /** @throws Unreadable, InvalidMapping */
  async plan(upload: UploadedImport, by: Caller): Promise<AsyncIterable<ImportReport>> {
    return planImport(await this.requestOf(upload, by));
  }

  /**
   * Begins to record a table. It is under way until `end` is called.
   * @throws Rejected import-not-found
   * @throws HttpProblem 409 import-under-way, import-table-gone
   */
  async begin(
    id: string,
    { mode, acceptChanges = false, watch = false }: ApplyImport,
    by: Caller,
  ): Promise<AsyncIterable<ImportReport>> {
    const upload = await this.uploads.find(id);
    if (upload === undefined) throw new Rejected('import-not-found', { importId: id });
    if (!this.uploads.hasTable(id)) throw TABLE_GONE;
    this.occupy(id);
    try {
      const { sha256, mappingSha256 } = upload;
      const options = { whole: mode === 'all-or-nothing', amending: acceptChanges, sha256, mappingSha256 };
      return applyImport({ ...(await this.requestOf(upload, by)), watch }, options);
    } catch (error) {
      this.end(id);
      throw error;
    }
  }

  end(id: string): void {
    this.underWay.delete(id);
  }

  /** @throws Rejected import-not-found, import-reversed */
  async reverse(importId: string, reason: string, { actor, organisation }: Caller): Promise<Reversal> {
    this.occupy(importId);
    try {
      const now = new Date().toISOString();
      const { store, handling } = this;
      const reversal = await reverse({ known: { store, handling }, importId, reason, actor, organisation, now });
      if (reversal.reversed) await this.uploads.discard(importId);
      return reversal;
    } finally {
      this.end(importId);
    }
  }

  /** Every table that was uploaded, and every one that was brought in otherwise, the newest first. @throws ReadModelsUnavailable */
  async list(): Promise<ImportFile[]> {
    const uploads = await this.uploads.list();
    const shown = await Promise.all(uploads.map(({ id }) => this.show(id)));
    const known = new Set(uploads.map(({ id }) => id));
    const { rows } = await importBatches(this.models);
    const others = rows.filter(({ id }) => !known.has(id)).map((batch) => ({ ...batch, canBeApplied: false }));
    return [...shown.filter((one) => one !== undefined), ...others].sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** An import as it stands, also one that did not come by the API; undefined where there is none. */
  async show(id: string): Promise<ImportFile | undefined> {
    const upload = await this.uploads.find(id);
    const { state } = await this.handling.state(importBatch, id);
    const canBeApplied = this.uploads.hasTable(id) && state.status !== 'reversed';
    if (upload !== undefined) {
      const { kind, sha256, mappingSha256, uploadedBy: by, uploadedAt: at } = upload;
      const status = state.status === 'unknown' ? 'checked' : state.status;
      return { id, kind, sha256, mappingSha256, status, by, at, canBeApplied };
    }
    if (state.status === 'unknown') return undefined;
    const { data, actor, recordedAt } = (await this.startOf(id))!;
    const { sha256, mapping } = data as { readonly sha256: string; readonly mapping: string | null };
    const from = { kind: state.kind, sha256, mappingSha256: mapping, by: actor, at: recordedAt };
    return { id, ...from, status: state.status, canBeApplied };
  }

  private async startOf(id: string): Promise<Recorded | undefined> {
    for await (const event of this.store.read(streamOf(importBatch, id))) return event;
    return undefined;
  }

  private async requestOf({ id, kind, sheet, mapping }: UploadedImport, by: Caller): Promise<ImportRequest> {
    const { actor, organisation } = by;
    return {
      kind,
      sheet: await openSheetApart(this.uploads.tableOf(id), sheet === null ? {} : { sheet }),
      ...(mapping !== null && { mapping: mappingFrom(mapping) }),
      known: { store: this.store, handling: this.handling },
      importId: id,
      actor,
      organisation,
      now: new Date().toISOString(),
    };
  }

  private occupy(id: string): void {
    if (this.underWay.has(id)) throw UNDER_WAY;
    this.underWay.add(id);
  }
}

const UNDER_WAY = new HttpProblem(409, 'import-under-way', 'The import is being recorded or taken back', {
  detail: 'Ask for the import itself to see how far it is.',
});

const TABLE_GONE = new HttpProblem(409, 'import-table-gone', 'The table is not kept any more', {
  detail: 'Tables are kept for 7 days, or until they are taken back: upload it again.',
});
