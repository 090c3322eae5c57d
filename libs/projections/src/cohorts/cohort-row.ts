import { keyOf, peopledIn, type Account, type KnownCohort, type Presence } from '#cases';
import { table } from '../database/table.js';
import { foldedWords } from '../folded-words.js';
import { EARLIER, type FoldedCohort } from './folded-cohort.js';
import type { Watched } from './watched.js';

/** A cohort as it stands: what lists filter and sort by, and the fold that goes on from here. */
export interface CohortRow {
  id: string;
  name: string;
  category: string;
  power_of_origin: string;
  detaining_power: string;
  custodian: string | null;
  custody_since: string | null;
  legal_status: string | null;
  status: string;
  part_of: string | null;
  merged_into: string | null;
  /** 1 where alerts are raised about it, and who looks after it. */
  watched: number;
  assignee: string | null;
  revision: number;
  /** Log position and instant of its newest entry. */
  position: string;
  updated_at: string;
  /** Log positions of its first entry, and of its newest registration. */
  opened_at: string;
  registered_at: string;
  unsourced: number;
  /** When the first entry that names no source was recorded, of those that stand. */
  unsourced_since: string | null;
  /** What it can be found by, a space before each word: of its name, its id, its custodian and where its people may be. */
  words: string;
  /** Handovers that the receiving side has not confirmed, JSON; null where there are none. */
  open_handovers: string | null;
  /** When the first of its people left custody, as far as it is known. */
  released_on: string | null;
  kept: string;
}

declare module '../database/tables.js' {
  interface Tables {
    cohorts: CohortRow;
  }
}

export const cohorts = table<CohortRow>({
  name: 'cohorts',
  columns: {
    id: 'text',
    name: 'text',
    category: 'text',
    power_of_origin: 'text',
    detaining_power: 'text',
    custodian: 'text',
    custody_since: 'text',
    legal_status: 'text',
    status: 'text',
    part_of: 'text',
    merged_into: 'text',
    watched: 'integer',
    assignee: 'text',
    revision: 'integer',
    position: 'text',
    updated_at: 'text',
    opened_at: 'text',
    registered_at: 'text',
    unsourced: 'integer',
    unsourced_since: 'text',
    words: 'text',
    open_handovers: 'text',
    released_on: 'text',
    kept: 'text',
  },
  key: ['id'],
  indexes: [
    { columns: ['name', 'id'] },
    { columns: ['position'] },
    { columns: ['part_of'], whereSet: 'part_of' },
    { columns: ['merged_into'], whereSet: 'merged_into' },
  ],
});

export function cohortRow(folded: FoldedCohort): CohortRow {
  const { state, watched } = folded;
  return {
    id: state.id,
    name: state.name,
    category: state.category,
    power_of_origin: state.powerOfOrigin,
    detaining_power: state.detainingPower,
    custodian: state.custodian,
    custody_since: state.custodySince,
    legal_status: state.legalStatus,
    status: state.status,
    part_of: state.partOf,
    merged_into: state.mergedInto,
    watched: Number(state.watch.watched),
    assignee: state.watch.assignee,
    revision: folded.revision,
    position: folded.position!,
    updated_at: folded.updatedAt,
    opened_at: folded.openedAt,
    registered_at: folded.registeredAt,
    unsourced: folded.unsourced,
    unsourced_since: watched.unsourcedSince,
    words: wordsOf(folded),
    open_handovers: state.openHandovers.length === 0 ? null : JSON.stringify(watched.handovers),
    released_on: watched.releasedOn,
    kept: keptOf(folded),
  };
}

function wordsOf({ state: { id, name, custodian, accounts } }: FoldedCohort): string {
  const places = peopledIn(accounts).map(({ whereabouts: { place, runBy } }) => [place, runBy]);
  const texts = [id, name, custodian, ...places.flat()];
  return foldedWords(texts.join(' '))
    .map((word) => ` ${word}`)
    .join('');
}

/** What a row keeps as JSON, because nothing is looked up by it. */
interface Kept {
  readonly accounts: readonly Account[];
  readonly openHandovers: readonly string[];
  readonly grades: Record<string, number>;
  readonly latestDay: string;
  readonly presence: Presence;
  readonly watched: Watched;
}

function keptOf({ state, grades, latestDay, presence, watched }: FoldedCohort): string {
  const kept: Kept = {
    accounts: [...state.accounts.values()],
    openHandovers: state.openHandovers,
    grades,
    latestDay,
    presence,
    watched,
  };
  return JSON.stringify(kept);
}

/** The fold that a row was made of. */
export function foldedFrom(row: CohortRow): FoldedCohort {
  const { accounts, openHandovers, grades, latestDay, presence, watched } = JSON.parse(row.kept) as Kept;
  return {
    state: {
      status: row.status as KnownCohort['status'],
      id: row.id,
      name: row.name,
      category: row.category as KnownCohort['category'],
      powerOfOrigin: row.power_of_origin,
      detainingPower: row.detaining_power,
      custodian: row.custodian,
      custodySince: row.custody_since,
      legalStatus: row.legal_status,
      partOf: row.part_of,
      mergedInto: row.merged_into,
      watch: { watched: row.watched === 1, assignee: row.assignee },
      accounts: new Map(accounts.map((account) => [keyOf(account.whereabouts), account])),
      openHandovers,
      entries: EARLIER,
    },
    revision: row.revision,
    position: row.position,
    updatedAt: row.updated_at,
    openedAt: row.opened_at,
    registeredAt: row.registered_at,
    grades,
    unsourced: row.unsourced,
    latestDay,
    presence,
    watched,
  };
}
