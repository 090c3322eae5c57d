import { CompleteImport, importBatch, importUseCases, StartImport } from '#cases';
import { commandId, Rejected, StaleRevision, WrongRevision, type Position } from '#eventsourcing';
import { useCaseOf } from '../layouts/use-case-of.js';
import { instanceOf } from '../planning/checked.js';
import type { Planner } from '../planning/plan.js';
import type { PlannedRow } from '../planning/planned-row.js';
import { inWords } from '../planning/refusals.js';
import type { RawRow } from '../reading/sheet.js';
import type { Counting, RowReport } from './report.js';
import type { ApplyOptions, ImportRequest } from './request.js';

/** Records rows as one batch, which starts with the first row that does something. */
export class Batch {
  position: Position | null = null;
  private starting: Promise<unknown> | undefined;

  constructor(
    private readonly request: ImportRequest,
    private readonly options: ApplyOptions,
  ) {}

  get started(): boolean {
    return this.starting !== undefined;
  }

  async record(planner: Planner, raw: RawRow): Promise<RowReport> {
    const planned = await planner.plan(raw);
    const wanted = planned.outcome === 'new' || (planned.outcome === 'amended' && this.options.amending);
    if (!wanted) return { planned, applied: false };
    await (this.starting ??= this.start());
    try {
      for (const step of planned.does) {
        const { handling } = this.request.known;
        const { position } = await handling.handle(step.useCase, step.command, planner.submissionOf(step));
        this.reached(position);
      }
      return { planned, applied: true };
    } catch (error) {
      return { planned: { ...planned, outcome: 'conflict', errors: [refusalOf(error, raw.row)] }, applied: false };
    }
  }

  async complete({ rows, outcomes, applied }: Counting): Promise<void> {
    if (!this.started) return;
    const amended = Math.min(applied, this.options.amending ? outcomes.amended : 0);
    const refused = outcomes.invalid + outcomes.conflict;
    await this.handle(CompleteImport, 'complete', { rows, recorded: applied - amended, amended, refused });
  }

  private async start(): Promise<void> {
    const { importId, kind, known } = this.request;
    const { state } = await known.handling.state(importBatch, importId);
    if (state.status !== 'unknown' && state.status !== 'started') {
      throw new Rejected('import-ended', { importId, status: state.status });
    }
    const { whole, amending, sha256, mappingSha256 = null } = this.options;
    await this.handle(StartImport, 'start', { importId, kind, sha256, mapping: mappingSha256, whole, amending });
  }

  private async handle(command: new () => object, what: string, body: object): Promise<void> {
    const { importId, actor, organisation, now, known } = this.request;
    const { position } = await known.handling.handle(useCaseOf(importUseCases, command), instanceOf(command, body), {
      target: importId,
      commandId: commandId('import', `${importId}:${what}`),
      actor,
      organisation,
      correlation: importId,
      causation: null,
      now,
    });
    this.reached(position);
  }

  private reached(position: Position | undefined): void {
    if (position !== undefined && (this.position === null || position > this.position)) this.position = position;
  }
}

/** A refusal that came only when it was recorded: somebody else was faster. Anything else is no row's fault. */
function refusalOf(error: unknown, row: number): PlannedRow['errors'][number] {
  if (error instanceof Rejected)
    return { row, column: null, code: error.code, detail: inWords(error.code, error.facts) };
  if (error instanceof WrongRevision || error instanceof StaleRevision) {
    return {
      row,
      column: null,
      code: 'written-meanwhile',
      detail: 'others wrote to it meanwhile: import the row again',
    };
  }
  throw error;
}
