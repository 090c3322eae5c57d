import { lineKey, sumOf, type Figure } from '#cases';
import { table } from '../database/table.js';
import { VERSION_COLUMNS, type Version } from '../streams/version.js';
import { inWords } from './disagreements.js';
import type { ExchangeFold } from './exchange-fold.js';
import { countedLines, covers, lineOfLeg, standing, standingLegs } from './lines.js';

/** A figure that was decided about people who changed hands, beside what the cohorts handed over by their own files. */
export interface DecidedLineRow extends Version {
  exchange: string;
  /** In words, e.g. `RU prisoner-of-war exchange`. */
  line: string;
  /** Whose people they are: ids of cohorts, JSON. */
  cohorts: string;
  /** Figures, JSON: what was decided, and what the legs say together. */
  accepted: string;
  recorded: string;
  /** The decision and the handovers, JSON. */
  entry_ids: string;
  /** When it was decided: `YYYY-MM-DD`. */
  decided_on: string;
}

declare module '../database/tables.js' {
  interface Tables {
    decided_lines: DecidedLineRow;
  }
}

export const decidedLines = table<DecidedLineRow>({
  name: 'decided_lines',
  columns: {
    exchange: 'text',
    line: 'text',
    ...VERSION_COLUMNS,
    cohorts: 'text',
    accepted: 'text',
    recorded: 'text',
    entry_ids: 'text',
    decided_on: 'text',
  },
  key: ['exchange', 'line', 'position'],
});

export function decidedLineRows(fold: ExchangeFold): Omit<DecidedLineRow, keyof Version>[] {
  return countedLines(fold).flatMap(({ line, people, accepted }) => {
    const legs = standingLegs(fold).filter((leg) => covers(line, lineOfLeg(leg)));
    const decision = standing(fold.decisions).findLast((one) => lineKey(one.line) === lineKey(line));
    if (!accepted || decision === undefined || legs.length === 0) return [];
    const handovers = legs.flatMap(({ leg }) => fold.handovers[leg]?.entryId ?? []);
    const recorded: Figure = sumOf(legs.map((leg) => leg.people));
    return [
      {
        exchange: fold.id,
        line: inWords(line),
        cohorts: JSON.stringify([...new Set(legs.flatMap(({ cohortId }) => cohortId ?? []))]),
        accepted: JSON.stringify(people),
        recorded: JSON.stringify(recorded),
        entry_ids: JSON.stringify([decision.entryId, ...handovers]),
        decided_on: decision.recordedAt.slice(0, '2025-08-24'.length),
      },
    ];
  });
}
