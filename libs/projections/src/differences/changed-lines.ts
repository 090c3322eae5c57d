import type { Position } from '#eventsourcing';
import type { Reading } from '../database/reading.js';
import { supportChanges } from '../sources/support-changes.js';
import { addCause, type Causes } from './explanations.js';
import type { Side, Sides } from './sides.js';

/** A figure of an exchange that one side has and the other has not, or not any more as it was. */
export interface ChangedLine {
  readonly exchange: string;
  readonly power_of_origin: string;
  readonly category: string | null;
  readonly terms: string | null;
  readonly month: string | null;
  readonly year: string | null;
  /** 1 for what reports alone state: it stands beside totals and is not added up. */
  readonly reported: number;
  readonly causes: Causes;
}

const COLUMNS = ['exchange', 'power_of_origin', 'category', 'terms', 'month', 'year', 'reported'] as const;

/** Figures of exchanges that differ between the sides, each with the entries that made the difference. */
export async function changedLines(reading: Reading, sides: Sides): Promise<ChangedLine[]> {
  const { from, to } = sides;
  const unsupported = await supportChanged(reading, sides);
  const rows = await reading.db
    .selectFrom('exchange_lines')
    .select([...COLUMNS, 'position', 'until', 'counts_from'])
    .where(({ eb, and, or }) => {
      const between = (column: 'position' | 'until') => and([eb(column, '>', from.known), eb(column, '<=', to.known)]);
      if (from.on !== to.on || unsupported.size > 0) return eb('position', '<=', to.known);
      return or([between('position'), between('until')]);
    })
    .orderBy('position')
    .execute();
  return rows.flatMap(({ position, until, counts_from: day, ...row }): ChangedLine[] => {
    const on = ({ known, on: counted }: Side): string | null =>
      position <= known && (until === null || until > known) && (counted === undefined || day <= counted) ? day : null;
    const [before, after] = [on(from), on(to)];
    const causes: Causes = new Map();
    if ((before === null) !== (after === null)) {
      const ended = before !== null && until !== null && until <= to.known;
      addCause(causes, ended ? until : position, day, sides);
    }
    if (after !== null) for (const one of unsupported.get(row.exchange) ?? []) causes.set(one, 'recorded');
    return causes.size === 0 ? [] : [{ ...row, causes }];
  });
}

/** Exchanges whose entries lost or gained support, with the entries that said so: a source withdrawn, or another's word. */
async function supportChanged(
  reading: Reading,
  { from, to }: Sides,
): Promise<ReadonlyMap<string, readonly Position[]>> {
  const changed = new Map<string, Position[]>();
  for (const { entry, causes } of await supportChanges(reading, 'exchange', from.known, to.known)) {
    const exchange = entry.stream.slice('exchange-'.length);
    changed.set(exchange, [...(changed.get(exchange) ?? []), ...causes]);
  }
  return changed;
}
