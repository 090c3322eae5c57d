import type { Position } from '#eventsourcing';
import { LAYOUTS } from '../layouts/layouts.js';
import { columnsOf } from '../mapping/columns.js';
import { Planner } from '../planning/plan.js';
import type { PlannedRow } from '../planning/planned-row.js';
import { Batch } from './batch.js';
import { inOrder } from './in-order.js';
import type { ApplyOptions, ImportRequest } from './request.js';
import { Counting, type ImportReport, type RowReport, type Summary } from './report.js';
import { reverse } from './reverse.js';

/** Rows that wait for the disk together. */
const AT_ONCE = 64;

/**
 * Says of each row what it would do, and records nothing.
 * @throws Unreadable where the table cannot be read to its end, or its columns do not fit
 */
export async function* planImport(request: ImportRequest): AsyncGenerator<ImportReport> {
  const counting = new Counting();
  yield* checked(request, counting);
  yield { summary: summaryOf(request, 'checked', counting, null) };
}

/**
 * Records a table. A row that is recorded already, as it is, does nothing: the same import again is a no-op.
 * @throws Unreadable as `planImport` does
 * @throws StoreUnavailable where it cannot be known what was recorded: run it again, or reverse it
 */
export async function* applyImport(request: ImportRequest, options: ApplyOptions): AsyncGenerator<ImportReport> {
  if (options.whole) {
    const before = new Counting();
    for await (const report of checked(request, before)) {
      if (isRefused(report.planned)) yield report;
    }
    if (before.refusing) {
      yield { summary: summaryOf(request, 'refused', before, null) };
      return;
    }
  }
  const counting = new Counting();
  const batch = new Batch(request, options);
  const planner = plannerFor(request);
  for await (const report of inOrder(request.sheet.rows(), AT_ONCE, (raw) => batch.record(planner, raw))) {
    counting.add(report);
    yield report;
    if (options.whole && counting.refusing) break;
  }
  if (options.whole && counting.refusing && batch.started) {
    await reverse({ ...request, reason: 'Another writer came between: all rows were to be recorded, or none.' });
    yield { summary: summaryOf(request, 'reversed', { ...counting, applied: 0 }, batch.position) };
    return;
  }
  await batch.complete(counting);
  yield { summary: summaryOf(request, 'applied', counting, batch.position) };
}

async function* checked(request: ImportRequest, counting: Counting): AsyncGenerator<RowReport> {
  const planner = plannerFor(request);
  for await (const planned of inOrder(request.sheet.rows(), AT_ONCE, (raw) => planner.plan(raw))) {
    const report = { planned, applied: false };
    counting.add(report);
    yield report;
  }
}

function plannerFor({ kind, sheet, mapping, known, importId, ...request }: ImportRequest): Planner {
  const layout = LAYOUTS[kind];
  const { actor, organisation, now, watch = false } = request;
  const importer = { actor, organisation, correlation: importId, now };
  const columns = columnsOf(layout, sheet.headings, mapping);
  return new Planner({ layout, columns, known, importer, options: { watch } });
}

function isRefused({ outcome }: PlannedRow): boolean {
  return outcome === 'invalid' || outcome === 'conflict';
}

function summaryOf(
  { importId }: ImportRequest,
  status: Summary['status'],
  { rows, outcomes, applied }: Pick<Counting, 'rows' | 'outcomes' | 'applied'>,
  position: Position | null,
): Summary {
  return { importId, status, rows, outcomes, applied, position };
}
