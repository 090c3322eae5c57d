import { CommandHandling, type EventStore, type Recorded } from '#eventsourcing';
import { MemoryEventStore } from '#stores';
import { applyImport, planImport } from '../src/applying/import.js';
import type { ImportRequest } from '../src/applying/request.js';
import type { ImportReport, RowReport, Summary } from '../src/applying/report.js';
import { reverse, type Reversal } from '../src/applying/reverse.js';
import type { ImportKind } from '../src/layouts/layout.js';
import type { Mapping } from '../src/mapping/mapping.js';
import { openSheet } from '../src/reading/open.js';
import { Files } from './files.js';

export interface Ran {
  readonly rows: readonly RowReport[];
  readonly summary: Summary;
}

interface Options {
  readonly whole?: boolean;
  readonly amending?: boolean;
  readonly watch?: boolean;
  readonly mapping?: Mapping;
}

/** An empty log, and tables brought into it. */
export class Importing {
  readonly handling: CommandHandling;
  private imports = 0;

  constructor(
    readonly files: Files,
    readonly store: EventStore = new MemoryEventStore(),
    private readonly name = 'import',
  ) {
    this.handling = new CommandHandling(store);
  }

  async plan(kind: ImportKind, content: string, mapping?: Mapping): Promise<Ran> {
    return collect(planImport(await this.request(kind, this.files.write(content), mapping)));
  }

  async apply(kind: ImportKind, content: string, options: Options = {}): Promise<Ran> {
    return this.applyFile(kind, this.files.write(content), options);
  }

  async applyFile(
    kind: ImportKind,
    file: string,
    { whole = false, amending = false, watch, mapping }: Options = {},
  ): Promise<Ran> {
    const request = await this.request(kind, file, mapping);
    return collect(
      applyImport({ ...request, ...(watch !== undefined && { watch }) }, { whole, amending, sha256: '0'.repeat(64) }),
    );
  }

  reverse(importId: string): Promise<Reversal> {
    const { store, handling } = this;
    const who = { actor: 'a tester', organisation: null, now: NOW };
    return reverse({ known: { store, handling }, importId, reason: 'a wrong table', ...who });
  }

  async events(): Promise<Recorded[]> {
    const all: Recorded[] = [];
    for await (const event of this.store.readAll()) all.push(event);
    return all;
  }

  private async request(kind: ImportKind, file: string, mapping?: Mapping): Promise<ImportRequest> {
    const { store, handling } = this;
    const who = { importId: `${this.name}-${++this.imports}`, actor: 'a tester', organisation: null, now: NOW };
    return { kind, sheet: await openSheet(file), mapping, known: { store, handling }, ...who };
  }
}

const NOW = '2026-05-01T00:00:00.000Z';

async function collect(reports: AsyncIterable<ImportReport>): Promise<Ran> {
  const rows: RowReport[] = [];
  for await (const report of reports) {
    if ('summary' in report) return { rows, summary: report.summary };
    rows.push(report);
  }
  throw new Error('the import ended without a summary');
}
