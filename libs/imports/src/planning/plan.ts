import { hash } from 'node:crypto';
import {
  commandId,
  digestOf,
  Rejected,
  streamOf,
  type CommandHandling,
  type EventStore,
  type Submission,
} from '#eventsourcing';
import type { Comparison, Difference } from '../comparing/comparison.js';
import { openingOf, type Opening } from '../comparing/opening.js';
import type { Layout, ReaderOptions } from '../layouts/layout.js';
import type { Stated, ImportStep } from '../layouts/import-step.js';
import type { Columns } from '../mapping/columns.js';
import type { RawRow } from '../reading/sheet.js';
import type { RowCells, RowError } from '../values/row-cells.js';
import { checkedSteps } from './checked.js';
import type { PlannedRow, PlannedStep } from './planned-row.js';
import { inWords } from './refusals.js';

/** The log that rows are held against. */
export interface Known {
  readonly store: EventStore;
  readonly handling: CommandHandling;
}

/** Who imports, and when; `correlation` is the import's id. */
export type Importer = Pick<Submission, 'actor' | 'organisation' | 'correlation' | 'now'>;

/** What a planner goes by. */
export interface Planning {
  readonly layout: Layout;
  readonly columns: Columns;
  readonly known: Known;
  readonly importer: Importer;
  readonly options: ReaderOptions;
}

/** Says of each row what it would do, against the log as it is when the row's turn comes. Of a row it keeps its key's digest alone. */
export class Planner {
  private readonly seen = new Map<number, number>();
  private readonly read: (cells: RowCells) => Stated | undefined;

  /** @throws Unreadable where the columns do not fit together */
  constructor(private readonly by: Planning) {
    this.read = by.layout.reader(by.columns.names, by.options);
  }

  async plan(raw: RawRow): Promise<PlannedRow> {
    const cells = this.by.columns.read(raw);
    const stated = this.read(cells);
    const [key, leftOut] = [stated?.key ?? null, cells.leftOut()];
    const row = { row: raw.row, done: raw.done, key, errors: [], differences: [], leftOut, does: [] };
    if (stated === undefined || cells.errors.length > 0) return { ...row, outcome: 'invalid', errors: cells.errors };
    const { steps, errors } = checkedSteps(stated.steps, cells);
    const wrong = [...errors, ...this.repeated(stated.key, cells)];
    if (wrong.length > 0) return { ...row, outcome: 'invalid', errors: wrong };
    return { ...row, ...(await this.compare({ ...stated, steps: steps as unknown as Stated['steps'] }, cells)) };
  }

  /** How a step is sent, now or when it is tried out. */
  submissionOf({ target, commandId }: PlannedStep): Submission {
    return { ...this.by.importer, target, commandId, causation: null };
  }

  private async compare(stated: Stated, cells: RowCells): Promise<Partial<PlannedRow> & Pick<PlannedRow, 'outcome'>> {
    const { layout, known } = this.by;
    const opening = await openingOf(known.store, streamOf(layout.model, stated.steps[0].target));
    const compared = layout.compare(stated, opening);
    const differences = inTheFilesWords(compared, cells);
    if (compared?.outcome === 'conflict') return { outcome: 'conflict', differences };
    const { steps, errors } =
      compared?.outcome === 'amended'
        ? checkedSteps(compared.steps, cells)
        : { steps: stepsFor(stated, compared, opening), errors: [] };
    if (errors.length > 0) return { outcome: 'conflict', differences, errors };
    const does: PlannedStep[] = [];
    const rehearsal = known.handling.rehearsal();
    for (const step of this.identified(stated, steps, opening)) {
      try {
        const { decided } = await rehearsal.preview(step.useCase, step.command, this.submissionOf(step));
        if (decided.length > 0) does.push(step);
      } catch (error) {
        if (!(error instanceof Rejected)) throw error;
        // Somebody has corrected it to the same already.
        if (error.code === 'count-unchanged') continue;
        return { outcome: 'conflict', differences, errors: [refusal(error, cells)] };
      }
    }
    if (does.length === 0) return { outcome: 'unchanged' };
    return compared?.outcome === 'amended' ? { outcome: 'amended', differences, does } : { outcome: 'new', does };
  }

  /**
   * The same row gives the same ids, so that a step that is in the log already answers as the first time. What was taken
   * back may be recorded again: it then gets ids of its own.
   */
  private identified({ key, steps: all }: Stated, steps: readonly ImportStep[], { takenBack }: Opening): PlannedStep[] {
    const same = steps.every((step) => all.includes(step));
    const digest = digestOfSteps(same ? all : steps);
    const again = takenBack === 0 ? '' : `:${takenBack}`;
    return steps.map((step) => {
      const index = same ? all.indexOf(step) : steps.indexOf(step);
      return { ...step, commandId: commandId(`import:${this.by.layout.kind}`, `${key}:${digest}:${index}${again}`) };
    });
  }

  private repeated(key: string, { row }: RowCells): RowError[] {
    const digest = hash('sha1', key, 'buffer');
    // 53 bits, as much as a number holds: of twenty thousand files with a million rows each, one takes two keys for one.
    const short = digest.readUIntBE(0, 6) * 32 + (digest[6]! & 31);
    const before = this.seen.get(short);
    if (before === undefined) this.seen.set(short, row);
    const detail = `row ${before} is about the same: ${key}`;
    return before === undefined ? [] : [{ row, column: null, code: 'row-repeated', detail }];
  }
}

/** What is left to do of a row: all of it where nothing is recorded, or what an import that was interrupted left out. */
function stepsFor(stated: Stated, compared: Comparison | undefined, { event }: Opening): readonly ImportStep[] {
  if (compared === undefined) return stated.steps;
  const [first, ...rest] = stated.steps;
  return event?.command.digest === digestOf(first.useCase.command.name, first.command, first.target) ? rest : [];
}

function digestOfSteps(steps: readonly ImportStep[]): string {
  const each = steps.map(({ useCase, command, target }) => digestOf(useCase.command.name, command, target));
  return each.length === 1 ? each[0]! : hash('sha256', each.join(' ')).slice(0, 32);
}

function inTheFilesWords(compared: Comparison | undefined, cells: RowCells): Difference[] {
  if (compared === undefined || compared.outcome === 'unchanged') return [];
  return compared.differences.map((difference) => ({ ...difference, column: cells.titleOf(difference.column) }));
}

function refusal({ code, facts }: Rejected, { row }: RowCells): RowError {
  return { row, column: null, code, detail: inWords(code, facts) };
}
