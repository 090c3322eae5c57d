import type { Line } from '#cases';
import { table } from '../database/table.js';
import { VERSION_COLUMNS, type Version } from '../streams/version.js';
import type { ExchangeFold } from './exchange-fold.js';
import { disagreementOf, linesOf, type Claim } from './lines.js';

/** A line of an exchange about which the sources do not say the same, while nobody has decided since. */
export interface DisagreementRow extends Version {
  exchange: string;
  /** In words, e.g. `RU prisoner-of-war exchange`. */
  line: string;
  /** The entries that state it, JSON. */
  entry_ids: string;
  /** Those whom its legs hand over, JSON: nobody is asked about it where none of them is watched. */
  cohorts: string;
  /** When the entry was recorded with which they began to say different things. */
  recorded_on: string;
}

declare module '../database/tables.js' {
  interface Tables {
    disagreements: DisagreementRow;
  }
}

export const disagreements = table<DisagreementRow>({
  name: 'disagreements',
  columns: {
    exchange: 'text',
    line: 'text',
    ...VERSION_COLUMNS,
    entry_ids: 'text',
    cohorts: 'text',
    recorded_on: 'text',
  },
  key: ['exchange', 'line', 'position'],
});

export function disagreementRows(fold: ExchangeFold): Omit<DisagreementRow, keyof Version>[] {
  if (fold.status === 'withdrawn' || fold.status === 'aborted') return [];
  const cohorts = JSON.stringify([...new Set(fold.legs.flatMap(({ cohortId }) => cohortId ?? []))]);
  const at = ({ entryId }: { readonly entryId: string }): string => fold.positions[entryId] ?? '';
  return linesOf(fold).flatMap(({ line, claims, decisions, disagreement }) => {
    if (disagreement === null) return [];
    const standing = claims.filter(({ retractedBy }) => retractedBy === null).sort((a, b) => (at(a) < at(b) ? -1 : 1));
    const decided = decisions.findLast(({ retractedBy }) => retractedBy === null);
    if (decided !== undefined && standing.every((claim) => at(claim) < at(decided))) return [];
    const began = standing.findIndex((_, index) => disagree(standing.slice(0, index + 1)));
    const entry_ids = JSON.stringify([...new Set(standing.map(({ entryId }) => entryId))]);
    return [
      { exchange: fold.id, line: inWords(line), entry_ids, cohorts, recorded_on: recordedOn(fold, standing[began]!) },
    ];
  });
}

function disagree(claims: readonly Claim[]): boolean {
  return disagreementOf(claims.map(({ people }) => people)) !== null;
}

function recordedOn({ reports, recordedAt }: ExchangeFold, { entryId }: Claim): string {
  const report = reports.find((one) => one.entryId === entryId);
  return (report?.recordedAt ?? recordedAt).slice(0, '2025-08-24'.length);
}

/** A line as alerts name it. */
export function inWords({ powerOfOrigin, category, terms }: Line): string {
  return [powerOfOrigin, category, terms].filter((part) => part !== null).join(' ');
}
